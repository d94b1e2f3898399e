import { useEffect, useRef } from 'react';
import { useIsDark } from '@/shared/theme/theme';
import { editorOptions, themeName } from './editorOptions';
import { monaco } from './monaco';

interface Props {
  before: string;
  after: string;
  /** Names of the two sides, for readers of the screen. */
  labels: { before: string; after: string };
}

/**
 * NOTE: what every editor shows on hover is made by the services of the editor created last. Those of a diff end with it, and
 * the next editor to need them fails; the services of a plain editor never end.
 */
function createDiffEditor(host: HTMLElement, options: Parameters<typeof monaco.editor.createDiffEditor>[1]) {
  const created = monaco.editor.createDiffEditor(host, options);
  monaco.editor.create(document.createElement('div')).dispose();
  return created;
}

/** Two versions side by side; unchanged stretches are folded away. */
export function YamlDiff({ before, after, labels }: Props) {
  const { before: beforeLabel, after: afterLabel } = labels;
  const host = useRef<HTMLDivElement>(null);
  const isDark = useIsDark();
  useEffect(() => {
    if (!host.current) return;
    const editor = createDiffEditor(host.current, {
      ...editorOptions,
      readOnly: true,
      originalEditable: false,
      // There is nothing to revert here. NOTE: the gutter's menu also outlives the editor, and fails when it next looks at it.
      renderGutterMenu: false,
      hideUnchangedRegions: { enabled: true },
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
    });
    const model = {
      original: monaco.editor.createModel(before, 'yaml'),
      modified: monaco.editor.createModel(after, 'yaml'),
    };
    editor.setModel(model);
    editor.getOriginalEditor().updateOptions({ ariaLabel: beforeLabel });
    editor.getModifiedEditor().updateOptions({ ariaLabel: afterLabel });
    return () => {
      editor.dispose();
      model.original.dispose();
      model.modified.dispose();
    };
  }, [before, after, beforeLabel, afterLabel]);
  useEffect(() => monaco.editor.setTheme(themeName(isDark)), [isDark]);
  return <div ref={host} className="kp-editor" data-testid="yaml-diff" />;
}
