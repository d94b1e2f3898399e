import { keyActions, type KeyActionId } from './actions';
import { currentBindings } from './bindings';
import { chordOf } from './chords';

/** Does what the action says; `false` when it is not for this handler now. What else it returns does not matter. */
export type KeyHandler = (event: KeyboardEvent) => unknown;

/** How long a begun sequence (`g …`) waits for its next key. */
const sequencePatience = 1_500;

const handlers = new Map<KeyActionId, KeyHandler[]>();
let begun: string[] = [];
let forget: number | undefined;

/** Answers an action until the returned function is called. */
export function answerKeys(id: KeyActionId, handler: KeyHandler): () => void {
  if (handlers.size === 0) window.addEventListener('keydown', onKeyDown);
  const all = handlers.get(id) ?? [];
  handlers.set(id, all);
  all.push(handler);
  return () => {
    all.splice(all.indexOf(handler), 1);
    if (all.length > 0) return;
    handlers.delete(id);
    if (handlers.size === 0) window.removeEventListener('keydown', onKeyDown);
  };
}

function onKeyDown(event: KeyboardEvent): void {
  const chord = chordOf(event);
  if (!chord || event.defaultPrevented || belongsToThePage(event, chord)) return;
  const sequence = [...begun, chord].join(' ');
  clear();
  if (run(sequence, event)) return;
  if (isBeginning(sequence)) {
    begun = sequence.split(' ');
    forget = window.setTimeout(clear, sequencePatience);
    event.preventDefault();
  } else if (sequence !== chord) onKeyDown(event);
}

/** Starts an action as its keys would, from a control that has keys of its own; tells whether anything answered. */
export function startAction(id: KeyActionId, event: KeyboardEvent): boolean {
  return [...(handlers.get(id) ?? [])].reverse().some((handler) => handler(event) !== false);
}

function run(sequence: string, event: KeyboardEvent): boolean {
  const bindings = currentBindings();
  for (const { id } of keyActions) {
    if (!bindings[id].includes(sequence) || !startAction(id, event)) continue;
    event.preventDefault();
    return true;
  }
  return false;
}

function isBeginning(sequence: string): boolean {
  const bindings = currentBindings();
  return keyActions.some(({ id }) => handlers.has(id) && bindings[id].some((keys) => keys.startsWith(`${sequence} `)));
}

function clear(): void {
  begun = [];
  window.clearTimeout(forget);
}

/** Keys that somebody types into a field, presses on a control, or gives to an open dialog or menu are not for actions. */
function belongsToThePage({ target }: KeyboardEvent, chord: string): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, [contenteditable="true"], .monaco-editor, .xterm')) {
    return !chord.startsWith('mod+');
  }
  if (target.closest('[role="menu"], [role="listbox"]')) return true;
  return (chord === 'Enter' || chord === 'Space') && target.closest('a, button, summary, [role="button"]') !== null;
}
