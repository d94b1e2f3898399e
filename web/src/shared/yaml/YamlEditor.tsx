import { useEffect, useRef } from 'react';
import { useIsDark } from '@/shared/theme/theme';
import { editorOptions, themeName } from './editorOptions';
import { monaco } from './monaco';

interface Props {
  value: string;
  label: string;
  isReadOnly?: boolean;
  onChange?(value: string): void;
}

/** The YAML editor. Escape then Tab leaves it by keyboard. */
export function YamlEditor({ value, label, isReadOnly = false, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<ReturnType<typeof monaco.editor.create> | null>(null);
  const isDark = useIsDark();
  const first = useRef({ value, label, isReadOnly, isDark });
  const changed = useRef(onChange);
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
    created.onDidChangeModelContent(() => changed.current?.(created.getValue()));
    editor.current = created;
    return () => {
      editor.current = null;
      created.getModel()?.dispose();
      created.dispose();
    };
  }, []);

  useEffect(() => {
    if (editor.current && editor.current.getValue() !== value) editor.current.setValue(value);
  }, [value]);
  useEffect(() => monaco.editor.setTheme(themeName(isDark)), [isDark]);
  useEffect(() => editor.current?.updateOptions({ readOnly: isReadOnly }), [isReadOnly]);

  return <div ref={host} className="kp-editor" data-testid="yaml-editor" />;
}
