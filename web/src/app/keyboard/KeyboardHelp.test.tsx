import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { keyActions } from '@/shared/keyboard/actions';
import { KeyboardHelp } from './KeyboardHelp';
import { pageAbove } from './pageAbove';
import { useShellKeys } from './useShellKeys';

function Keyed() {
  useShellKeys({ onHelp: () => {}, onPalette: () => {} });
  return null;
}

describe('the keyboard help', () => {
  it('shows every action that has keys', () => {
    renderPage(<KeyboardHelp onClose={() => {}} />);
    expect(screen.getAllByRole('term')).toHaveLength(keyActions.filter(({ keys }) => keys.length > 0).length);
  });
});

describe('the keys of every page', () => {
  it('lead to places', async () => {
    const { router } = renderPage(<Keyed />, '/clusters/prod/namespaces/shop/pods/cart');
    await userEvent.keyboard('u');
    expect(router.state.location.pathname).toBe('/clusters/prod/pods');
    await userEvent.keyboard('gn');
    expect(router.state.location.pathname).toBe('/namespaces');
  });

  it.each([
    ['/', null],
    ['/clusters', '/'],
    ['/clusters/prod', '/clusters'],
    ['/clusters/prod/pods', '/clusters/prod'],
    ['/clusters/prod/nodes/n-1', '/clusters/prod/nodes'],
    ['/clusters/prod/namespaces/shop', '/clusters/prod/namespaces'],
    ['/clusters/prod/namespaces/shop/pods/cart', '/clusters/prod/pods'],
    ['/workloads/pods', '/'],
  ])('know what is above %s', (page, above) => expect(pageAbove(page)).toBe(above));
});
