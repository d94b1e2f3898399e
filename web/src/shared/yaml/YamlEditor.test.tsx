import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { YamlEditor } from './YamlEditor';

/** An editor that holds a text and tells of every change to it, as the real one does. */
const editor = vi.hoisted(() => ({
  text: '',
  listener: () => {},
  getValue: () => editor.text,
  setValue: (text: string) => {
    editor.text = text;
    editor.listener();
  },
  onDidChangeModelContent: (listener: () => void) => {
    editor.listener = listener;
  },
  getModel: () => null,
  updateOptions: () => {},
  dispose: () => {},
}));
vi.mock('./monaco', () => ({
  setSchema: () => {},
  monaco: {
    editor: {
      create: (_host: HTMLElement, { value }: { value: string }) => Object.assign(editor, { text: value }),
      setTheme: () => {},
    },
  },
}));

describe('the YAML editor', () => {
  const onChange = vi.fn();
  const page = (value: string) => <YamlEditor value={value} label="YAML" onChange={onChange} />;
  beforeEach(() => onChange.mockReset());

  it('keeps what was typed while the page was still busy with an older text', () => {
    const { rerender } = render(page(''));
    editor.setValue('a');
    editor.setValue('ab');
    rerender(page('a'));
    expect(editor.text).toBe('ab');
    rerender(page('ab'));
    expect(editor.text).toBe('ab');
    expect(onChange.mock.calls).toEqual([['a'], ['ab']]);
  });

  it('shows a text that the page put in its place, even one that stood there before', () => {
    const { rerender } = render(page('first'));
    editor.setValue('typed');
    rerender(page('typed'));
    rerender(page('first'));
    expect(editor.text).toBe('first');
    rerender(page('typed'));
    expect(editor.text).toBe('typed');
  });

  it('keeps the Tab key for itself until Escape was pressed', () => {
    render(page('text'));
    const inner = document.createElement('textarea');
    screen.getByTestId('yaml-editor').append(inner);
    const reaches = (key: string) => {
      const heard = vi.fn();
      inner.addEventListener('keydown', heard, { once: true });
      fireEvent(inner, createEvent.keyDown(inner, { key }));
      inner.removeEventListener('keydown', heard);
      return heard.mock.calls.length > 0;
    };
    expect(reaches('Tab')).toBe(true);
    expect(reaches('Escape')).toBe(true);
    expect(reaches('Shift')).toBe(true);
    expect(reaches('Tab')).toBe(false);
    expect(reaches('a')).toBe(true);
    expect(reaches('Tab')).toBe(true);
  });
});
