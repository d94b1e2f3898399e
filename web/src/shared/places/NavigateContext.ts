import { createContext } from 'react';
import type { NavigateFunction } from 'react-router';

/**
 * How to go to another page. The router's own hooks draw whoever uses them again with every change of the address; what a page has hundreds of
 * takes this.
 */
export const NavigateContext = createContext<NavigateFunction>(() => {
  throw new Error('No NavigateContext above this component.');
});

/** The path of the address, without what a page keeps behind the question mark: it changes with the page alone. */
export const PathnameContext = createContext('');
