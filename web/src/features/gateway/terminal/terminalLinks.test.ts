import type { ILinkHandler, Terminal } from '@xterm/xterm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { showLinks, webAddress } from './terminalLinks';

const hostile = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'blob:https://kpanda.example/1',
  'filesystem:https://kpanda.example/1',
  'view-source:https://kpanda.example/',
  'about:blank',
  'ftp://files.example/',
  'mailto:somebody@example.com',
  '/clusters?action=import',
  '//links.example/',
  'https:',
  'https://',
  '',
];

describe('webAddress', () => {
  it.each(hostile)('is none of %j', (link) => expect(webAddress(link)).toBeNull());

  it.each([
    ['https://links.example/a?b=c#d', 'https://links.example/a?b=c#d'],
    ['HTTP://links.example', 'http://links.example/'],
    // What looks like another host is written as what it is.
    ['https://аpple.example/', 'https://xn--pple-43d.example/'],
    ['https://bank.example@links.example/', 'https://bank.example@links.example/'],
    ['https://links.example/\u202Egnp.exe', 'https://links.example/%E2%80%AEgnp.exe'],
  ])('of %j is %s', (link, address) => expect(webAddress(link)).toBe(address));
});

describe('showLinks', () => {
  const open = vi.fn();
  const hasSelection = vi.fn();
  const onPoint = vi.fn();
  let handler: ILinkHandler;
  const range = { start: { x: 1, y: 1 }, end: { x: 4, y: 1 } };
  const press = (button: number, link: string) => handler.activate(new MouseEvent('mouseup', { button }), link, range);

  beforeEach(() => {
    vi.resetAllMocks();
    vi.stubGlobal('open', open);
    hasSelection.mockReturnValue(false);
    const options: { linkHandler?: ILinkHandler } = {};
    showLinks({ options, hasSelection, loadAddon: vi.fn() } as unknown as Terminal, onPoint);
    if (!options.linkHandler) throw new Error('Links are left to the terminal.');
    handler = options.linkHandler;
    return () => vi.unstubAllGlobals();
  });

  it('opens what leads to the web, without telling it of this page', () => {
    press(0, 'https://links.example/a');
    expect(open.mock.calls).toEqual([['https://links.example/a', '_blank', 'noopener,noreferrer']]);
  });

  it.each(hostile)('opens nothing for %j', (link) => {
    press(0, link);
    expect(open).not.toHaveBeenCalled();
  });

  it('leaves other buttons and a selection alone', () => {
    press(1, 'https://links.example/a');
    press(2, 'https://links.example/a');
    hasSelection.mockReturnValue(true);
    press(0, 'https://links.example/a');
    expect(open).not.toHaveBeenCalled();
  });

  it('tells where the link below the pointer leads', () => {
    handler.hover?.(new MouseEvent('mousemove'), 'https://links.example', range);
    handler.leave?.(new MouseEvent('mousemove'), 'https://links.example', range);
    expect(onPoint.mock.calls).toEqual([['https://links.example/'], [null]]);
  });
});
