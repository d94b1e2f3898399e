import type { JSONSchema } from 'monaco-yaml';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useIsDark } from '@/shared/theme/theme';
import { editorOptions, themeName } from './editorOptions';
import { monaco, setSchema } from './monaco';

interface Props {
  value: string;
  label: string;
  isReadOnly?: boolean;
  /** What may be written: completion, hover and marks come from it. */
  schema?: JSONSchema;
  onChange?(value: string): void;
}

/** The YAML editor. Tab indents; after Escape it goes on to what stands next, as its name says to those who cannot see it. */
export function YamlEditor({ value, label, isReadOnly = false, schema, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<ReturnType<typeof monaco.editor.create> | null>(null);
  const isDark = useIsDark();
  const first = useRef({ value, label, isReadOnly, isDark });
  const changed = useRef(onChange);
  // What was typed and has not come back as `value` yet. A value that comes back is no order: the editor may be further by then.
  const typed = useRef<string[]>([]);
  useEffect(() => {
    changed.current = onChange;
  });

  useEffect(() => {
    if (!host.current) return;
    const { value: text, label: ariaLabel, isReadOnly: readOnly, isDark: dark } = first.current;
    const created = monaco.editor.create(host.current, {
      ...editorOptions,
      value: text,
      language: 'yaml',
      ariaLabel,
      readOnly,
      theme: themeName(dark),
    });
    created.onDidChangeModelContent(() => {
      typed.current.push(created.getValue());
      changed.current?.(created.getValue());
    });
    editor.current = created;
    const uri = String(created.getModel()?.uri);
    return () => {
      editor.current = null;
      setSchema(uri, undefined);
      created.dispose();
    };
  }, []);

  useEffect(() => {
    const at = typed.current.lastIndexOf(value);
    typed.current.splice(0, at < 0 ? typed.current.length : at + 1);
    if (at < 0 && editor.current && editor.current.getValue() !== value) editor.current.setValue(value);
  }, [value]);
  useEffect(() => monaco.editor.setTheme(themeName(isDark)), [isDark]);
  useEffect(() => {
    const uri = editor.current?.getModel()?.uri;
    if (uri) setSchema(String(uri), schema);
  }, [schema]);
  useEffect(() => editor.current?.updateOptions({ readOnly: isReadOnly }), [isReadOnly]);

  const isLeaving = useRef(false);
  const letTabLeave = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && isLeaving.current) event.stopPropagation();
    else if (event.key !== 'Shift') isLeaving.current = event.key === 'Escape';
  };
  return <div ref={host} className="kp-editor" data-testid="yaml-editor" onKeyDownCapture={letTabLeave} />;
}
