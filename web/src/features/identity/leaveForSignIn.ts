import type { QueryClient } from '@tanstack/react-query';
import type { createBrowserRouter } from 'react-router';
import { forgetDock } from '@/shared/dock/dockMemory';
import { forgetKeptOperations } from '@/shared/operations/operationMemory';
import { forgetOperations } from '@/shared/operations/operations';
import type { LiveClient } from '@/shared/live/LiveClient';
import { sessionQuery } from './session';

type Router = ReturnType<typeof createBrowserRouter>;

/** The session is over: nothing of it stays in memory, and signing in leads back to this page. */
export function leaveForSignIn(router: Router, queryClient: QueryClient, live: LiveClient): void {
  const { pathname, search } = router.state.location;
  if (pathname === '/sign-in') return;
  forgetSession(queryClient, live);
  void router.navigate(signInPath(pathname + search), { replace: true });
}

/** A session has ended: where another one of the same person has taken its place, as when the password was changed in another tab, the page goes on. */
export async function goOnOrLeave(queryClient: QueryClient, leave: () => void): Promise<void> {
  const known = queryClient.getQueryData(sessionQuery.queryKey);
  try {
    const now = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    if (now.uid !== known?.uid) leave();
  } catch {
    // NOTE: where there is no session any more, the request itself has led to the sign-in; where nobody answers, the page says so and asks again.
  }
}

/** Nothing of the session stays in memory, and what still runs is stopped. */
export function forgetSession(queryClient: QueryClient, live: LiveClient): void {
  live.disconnect();
  queryClient.clear();
  forgetDock();
  forgetOperations();
  forgetKeptOperations();
}

export function signInPath(back: string): string {
  return back === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`;
}

/**
 * Only a path of this console: an address that leads elsewhere must not be planted in a link. Judged as the browser reads it, which drops tabs and
 * ends of lines, takes backslashes for slashes, and makes `//elsewhere` of `/.//elsewhere`.
 */
export function backPath(value: string | null): string {
  if (!value?.startsWith('/') || !URL.canParse(value, window.location.origin)) return '/';
  const { origin, pathname, search, hash } = new URL(value, window.location.origin);
  const isOurs = origin === window.location.origin && !pathname.includes('//') && !/^\/sign-in(\/|$)/.test(pathname);
  return isOurs ? pathname + search + hash : '/';
}
