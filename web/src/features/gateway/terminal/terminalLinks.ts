import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Terminal } from '@xterm/xterm';

/** The address of a link that a program shows, as a browser would ask for it; null where it does not lead to the web. */
export function webAddress(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

/** Opens a link in a page of its own, which learns nothing of this one. */
export function openLink(link: string): void {
  const address = webAddress(link);
  if (address !== null) window.open(address, '_blank', 'noopener,noreferrer');
}

/**
 * Makes links of addresses that stand in the text, and of those that a program puts below a text (OSC 8). A click opens them; `onPoint` is told where the one below
 * the pointer leads, which its text need not say, and null when there is none any more.
 */
export function showLinks(terminal: Terminal, onPoint: (address: string | null) => void): void {
  const activate = ({ button }: MouseEvent, link: string) => {
    // The other buttons open menus and paste, and whoever selects a part of an address wants to copy it.
    if (button === 0 && !terminal.hasSelection()) openLink(link);
  };
  const hover = (_event: MouseEvent, link: string) => onPoint(webAddress(link));
  const leave = () => onPoint(null);
  terminal.options.linkHandler = { activate, hover, leave };
  terminal.loadAddon(new WebLinksAddon(activate, { hover, leave }));
}
