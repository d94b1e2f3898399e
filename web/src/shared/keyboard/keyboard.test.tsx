import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writePreference } from '@/shared/storage/preference';
import { keyActions, type KeyActionId } from './actions';
import { bind, conflictsOf, currentBindings, keysPreference } from './bindings';
import { capsOf, chordOf } from './chords';
import type { KeyHandler } from './dispatch';
import { useKeyAction } from './useKeyAction';

function Answers({ id, handler }: { id: KeyActionId; handler: KeyHandler | null }) {
  useKeyAction(id, handler);
  return null;
}

afterEach(() => writePreference(keysPreference, null));

describe('the keys', () => {
  it('have no conflicts as they come', () => {
    const bindings = currentBindings();
    for (const { id, keys } of keyActions) {
      for (const sequence of keys) expect(conflictsOf(bindings, id, sequence), `${id} ${sequence}`).toEqual([]);
    }
  });

  it('start what the page answers', async () => {
    const handler = vi.fn();
    render(<Answers id="help.open" handler={handler} />);
    await userEvent.keyboard('?');
    expect(handler).toHaveBeenCalledOnce();
  });

  it('wait for the rest of a sequence, and forget a beginning that leads nowhere', async () => {
    const clusters = vi.fn();
    const next = vi.fn();
    render(
      <>
        <Answers id="go.clusters" handler={clusters} />
        <Answers id="list.next" handler={next} />
      </>,
    );
    await userEvent.keyboard('gc');
    expect(clusters).toHaveBeenCalledOnce();
    await userEvent.keyboard('gjc');
    expect(next).toHaveBeenCalledOnce();
    expect(clusters).toHaveBeenCalledOnce();
  });

  it('ask the newest answer first, which may leave them to the others', async () => {
    const page = vi.fn();
    const panel = vi.fn<() => false>(() => false);
    render(
      <>
        <Answers id="object.edit" handler={page} />
        <Answers id="object.edit" handler={panel} />
      </>,
    );
    await userEvent.keyboard('e');
    expect(panel).toHaveBeenCalledOnce();
    expect(page).toHaveBeenCalledOnce();
  });

  it('do nothing once the page that answered is gone', async () => {
    const handler = vi.fn();
    const { rerender } = render(<Answers id="help.open" handler={handler} />);
    rerender(<Answers id="help.open" handler={null} />);
    await userEvent.keyboard('?');
    expect(handler).not.toHaveBeenCalled();
  });

  it('are text in a field, but for those with Ctrl', async () => {
    const next = vi.fn();
    const palette = vi.fn();
    render(
      <>
        <input />
        <Answers id="list.next" handler={next} />
        <Answers id="palette.open" handler={palette} />
      </>,
    );
    await userEvent.type(screen.getByRole('textbox'), 'j/');
    expect(screen.getByRole('textbox')).toHaveValue('j/');
    expect(next).not.toHaveBeenCalled();
    expect(palette).not.toHaveBeenCalled();
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(palette).toHaveBeenCalledOnce();
  });

  it('stay with a dialog, and with a button that is pressed', async () => {
    const open = vi.fn();
    const pressed = vi.fn();
    const { rerender } = render(
      <>
        <Answers id="list.open" handler={open} />
        <button onClick={pressed}>Press</button>
      </>,
    );
    screen.getByRole('button').focus();
    await userEvent.keyboard('{Enter}');
    expect(pressed).toHaveBeenCalledOnce();
    rerender(
      <>
        <Answers id="list.open" handler={open} />
        <div role="dialog" aria-modal="true" />
      </>,
    );
    await userEvent.keyboard('{Enter}');
    expect(open).not.toHaveBeenCalled();
  });

  it('are those that the person chose', async () => {
    const handler = vi.fn();
    render(<Answers id="help.open" handler={handler} />);
    bind('help.open', ['h h']);
    await userEvent.keyboard('?');
    expect(handler).not.toHaveBeenCalled();
    await userEvent.keyboard('hh');
    expect(handler).toHaveBeenCalledOnce();
    bind('help.open', null);
    await userEvent.keyboard('?');
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('meet others with the same keys, and where one begins with the other', () => {
    const bindings = currentBindings();
    expect(conflictsOf(bindings, 'help.open', 'j')).toEqual(['list.next']);
    expect(conflictsOf(bindings, 'help.open', 'e e')).toEqual(['object.edit']);
    expect(conflictsOf(bindings, 'go.up', 'g')).toContain('go.clusters');
    expect(conflictsOf(bindings, 'list.next', 'j')).toEqual([]);
  });

  it.each(['', 'null', '{', '[]', '{"help.open":"x"}', '{"help.open":[1]}', '{"gone":["x"]}'])(
    'are the usual ones where what was stored cannot be read: %s',
    (text) => {
      writePreference(keysPreference, text);
      expect(currentBindings()['help.open']).toEqual(['?']);
    },
  );
});

describe('a chord', () => {
  const press = (key: string, more: KeyboardEventInit = {}) => chordOf(new KeyboardEvent('keydown', { key, ...more }));

  it('is written in one way whatever keyboard made it', () => {
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('k', { metaKey: true })).toBe('mod+k');
    expect(press('T', { shiftKey: true })).toBe('shift+t');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('Tab', { shiftKey: true })).toBe('shift+Tab');
    expect(press('Shift', { shiftKey: true })).toBeNull();
    expect(press('a', { isComposing: true })).toBeNull();
  });

  it('is shown as the caps of its keys', () => {
    expect(capsOf('mod+k')).toEqual([['Ctrl', 'K']]);
    expect(capsOf('g c')).toEqual([['G'], ['C']]);
    expect(capsOf('mod++')).toEqual([['Ctrl', '+']]);
    expect(capsOf('Delete')).toEqual([['Del']]);
  });
});
