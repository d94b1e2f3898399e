import type { editor } from 'monaco-editor';

export const editorOptions = {
  automaticLayout: true,
  fontFamily: 'var(--pf-t--global--font--family--mono)',
  fontSize: 13,
  minimap: { enabled: false },
  // What the cluster knows of the kind, and not words that happen to stand elsewhere.
  wordBasedSuggestions: 'off',
  renderFinalNewline: 'on',
  scrollBeyondLastLine: false,
  tabSize: 2,
  insertSpaces: true,
  fixedOverflowWidgets: true,
  unicodeHighlight: { ambiguousCharacters: false },
  stickyScroll: { enabled: true },
} satisfies editor.IEditorOptions & editor.IGlobalEditorOptions;

export const themeName = (isDark: boolean): string => (isDark ? 'vs-dark' : 'kp-light');
