import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { markUnsaved } from '@/shared/dock/dock';
import { useIsDark } from '@/shared/theme/theme';
import { isAtPrompt } from './isAtPrompt';
import type { TerminalPlace } from './place';
import { TerminalConnection, type TerminalState } from './TerminalConnection';
import { showLinks } from './terminalLinks';
import { terminalTheme } from './terminalTheme';

const keyOf = (id: string) => `kpanda.${id}`;

interface View {
  terminal: Terminal;
  search: SearchAddon;
  fit: FitAddon;
}

/** Draws a shell into an element, for as long as the component is there. */
export function useTerminal(
  id: string,
  place: TerminalPlace,
  host: RefObject<HTMLDivElement | null>,
  fontSize: number,
) {
  const [state, setState] = useState<TerminalState>({ kind: 'opening' });
  const [round, setRound] = useState(0);
  const [link, setLink] = useState<string | null>(null);
  const view = useRef<View | null>(null);
  const isDark = useIsDark();
  // The place and the looks of the first drawing; later ones are told to the terminal.
  const first = useRef({ place, fontSize, isDark });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = draw(element, first.current);
    const { terminal, fit } = made;
    showLinks(terminal, setLink);
    view.current = made;
    const connection = new TerminalConnection(
      first.current.place,
      {
        onState: (next) => {
          setState(next);
          if (next.kind === 'open') terminal.focus();
          if (next.kind === 'ended') markUnsaved(id, false);
        },
        onBytes: (bytes, drawn) => terminal.write(bytes, drawn),
        onRestart: () => terminal.reset(),
        onTerminal: (terminalId) => keep(id, terminalId),
      },
      sessionStorage.getItem(keyOf(id)),
    );
    const told = [
      terminal.onData((text) => connection.write(text)),
      terminal.onBinary((text) => connection.writeBinary(text)),
      terminal.onResize(({ cols, rows }) => connection.resize(cols, rows)),
      // Whether something runs is looked at when the screen stands still.
      terminal.onWriteParsed(() => markUnsaved(id, isBusy(terminal))),
    ];
    const sizes = new ResizeObserver(() => {
      if (element.offsetParent !== null) fit.fit();
    });
    sizes.observe(element);
    fit.fit();
    connection.start(terminal.cols, terminal.rows);
    return () => {
      sizes.disconnect();
      for (const each of told) each.dispose();
      connection.end();
      terminal.dispose();
      setLink(null);
      view.current = null;
    };
  }, [host, id, round]);

  useEffect(() => {
    first.current = { ...first.current, fontSize, isDark };
    const now = view.current;
    if (!now) return;
    now.terminal.options.theme = terminalTheme(isDark);
    now.terminal.options.fontSize = fontSize;
    if (host.current?.offsetParent) now.fit.fit();
  }, [host, fontSize, isDark]);

  const reopen = useCallback(() => setRound((now) => now + 1), []);
  /** Selects the next or previous place that has the text; false where there is none. */
  const find = useCallback((text: string, isBackwards: boolean) => {
    const search = view.current?.search;
    return (isBackwards ? search?.findPrevious(text) : search?.findNext(text)) ?? false;
  }, []);
  const focus = useCallback(() => view.current?.terminal.focus(), []);
  return { state, reopen, find, focus, link };
}

function draw(element: HTMLDivElement, { fontSize, isDark }: { fontSize: number; isDark: boolean }): View {
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: false,
    fontFamily: 'RedHatMonoVF, "Red Hat Mono", Menlo, Consolas, monospace',
    fontSize,
    scrollback: 10_000,
    theme: terminalTheme(isDark),
    minimumContrastRatio: 4.5,
    screenReaderMode: false,
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  terminal.attachCustomKeyEventHandler((event) => !isCopy(event, terminal));
  terminal.open(element);
  return { terminal, fit, search };
}

/** Ctrl+Shift+C copies, as in other terminals; Ctrl+C belongs to the program. Pasting is the browser's own. */
function isCopy(event: KeyboardEvent, terminal: Terminal): boolean {
  if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey || event.code !== 'KeyC') return false;
  event.preventDefault();
  if (terminal.hasSelection()) void navigator.clipboard.writeText(terminal.getSelection());
  return true;
}

function isBusy(terminal: Terminal): boolean {
  const { active } = terminal.buffer;
  const line = active.getLine(active.baseY + active.cursorY)?.translateToString(false, 0, active.cursorX) ?? '';
  return !isAtPrompt(line, active.type === 'alternate');
}

function keep(id: string, terminal: string | null): void {
  if (terminal === null) sessionStorage.removeItem(keyOf(id));
  else sessionStorage.setItem(keyOf(id), terminal);
}
