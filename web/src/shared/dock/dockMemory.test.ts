import { beforeEach, describe, expect, it } from 'vitest';
import { closeDock, closeInDock, maximiseDock, openInDock, readDock, rememberInDock, splitDock } from './dock';
import { forgetDock, keepDock } from './dockMemory';
import { readDraft, writeDraft } from './drafts';

const tab = (id: string, memory?: unknown) => ({ id, title: id, content: null, memory });
const titles = () => readDock().tabs.map(({ title }) => title);

/** What remains when the page is loaded again: the browser's memory of the tab, and nothing else. */
function loadAgain(stop: () => void, username: string): () => void {
  stop();
  closeDock();
  return keepDock(username, (memory) => JSON.stringify(memory));
}

describe('the dock over a reload', () => {
  let stop = () => {};
  beforeEach(() => {
    stop();
    forgetDock();
    stop = keepDock('ada', () => null);
  });

  it('has the tabs again that can be drawn again, and no others', () => {
    openInDock(tab('cart', { name: 'cart' }));
    openInDock(tab('terminal'));
    openInDock(tab('shop', { name: 'shop' }));
    openInDock(tab('cart'));
    stop = loadAgain(stop, 'ada');
    expect(titles()).toEqual(['cart', 'shop']);
    expect(readDock().active).toBe('cart');
    expect(readDock().tabs[0]?.content).toBe('{"name":"cart"}');
  });

  it('stands as it stood: two side by side, as large as the window', () => {
    openInDock(tab('cart', 1));
    openInDock(tab('shop', 2));
    splitDock('cart');
    maximiseDock(true);
    stop = loadAgain(stop, 'ada');
    expect(readDock()).toMatchObject({ active: 'shop', beside: { id: 'cart' }, isMaximised: true });
  });

  it('remembers what a tab says later', () => {
    openInDock(tab('cart', 1));
    rememberInDock('cart', 2);
    stop = loadAgain(stop, 'ada');
    expect(readDock().tabs[0]?.content).toBe('2');
  });

  it('does not bring back what was closed', () => {
    openInDock(tab('cart', 1));
    closeInDock('cart');
    stop = loadAgain(stop, 'ada');
    expect(titles()).toEqual([]);
  });

  it('has a draft for each object', () => {
    const cart = { original: 'kind: Service', text: 'kind: Service # mine' };
    const shop = { original: 'kind: Secret', text: 'kind: Secret # mine' };
    writeDraft('/services/cart', cart);
    writeDraft('/services/cart-2', shop);
    stop = loadAgain(stop, 'ada');
    expect([readDraft('/services/cart'), readDraft('/services/cart-2')]).toEqual([cart, shop]);
    writeDraft('/services/cart', null);
    expect([readDraft('/services/cart'), readDraft('/services/cart-2')]).toEqual([null, shop]);
  });

  it('shows nothing of it to somebody else', () => {
    openInDock(tab('cart', 1));
    writeDraft('cart', { original: 'a', text: 'b' });
    stop = loadAgain(stop, 'bob');
    expect(titles()).toEqual([]);
    expect(readDraft('cart')).toBeNull();
  });
});
