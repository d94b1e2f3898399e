/**
 * How keys are written: a sequence is chords with a space between them (`g c`), a chord is a key with its modifiers (`mod+k`, `shift+t`, `Delete`, `?`).
 * `mod` is Ctrl or ⌘. Shift is written for letters and named keys; for signs it is part of the sign, which stands elsewhere on other keyboards.
 */
const modifiers = new Set([
  'Control',
  'Meta',
  'Shift',
  'Alt',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** The chord of a key press; null for a modifier alone and while an input method composes. */
export function chordOf(event: KeyboardEvent): string | null {
  const { key } = event;
  if (!key || modifiers.has(key) || event.isComposing) return null;
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key;
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  if (event.shiftKey && (isLetter || key.length > 1)) parts.push('shift');
  return [...parts, name].join('+');
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
const signs: Record<string, string> = {
  mod: isApple ? '⌘' : 'Ctrl',
  alt: isApple ? '⌥' : 'Alt',
  shift: isApple ? '⇧' : 'Shift',
  Delete: 'Del',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** The caps of a sequence as they are printed on keys: `[['Ctrl', 'K'], ['C']]`. */
export const capsOf = (sequence: string): string[][] =>
  sequence.split(' ').map((chord) => {
    // NOTE: the plus sign is itself a key: "+" and "mod++".
    const parts = chord === '+' ? ['+'] : chord.replace(/\+\+$/, '+\u0000').split('+');
    return parts.map(
      (part) => signs[part] ?? (part === '\u0000' ? '+' : part.length === 1 ? part.toUpperCase() : part),
    );
  });
