import { csrfToken } from './csrf';

/** Held by the tab that renews the session, while the other tabs of the browser wait for its outcome. */
const lock = 'kpanda.session';

// Browsers have locks on https and on this machine only; elsewhere a tab knows of its own renewals.
const hasLocks = 'locks' in navigator;

let own: Promise<unknown> = Promise.resolve();

/** Does what brings a new session in place of the one that asks. */
export async function renewSession<T>(work: () => Promise<T>): Promise<T> {
  const answer = hasLocks ? navigator.locks.request(lock, work) : work();
  own = answer.then(nothing, nothing);
  return await answer;
}

/** Whether another session has taken the place of the one with this CSRF token. Where a tab of this browser is about to renew it, waits until that is done. */
export async function isSessionRenewed(csrf: string | null): Promise<boolean> {
  await own;
  if (hasLocks) await navigator.locks.request(lock, { mode: 'shared' }, nothing);
  const now = csrfToken();
  return now !== null && now !== csrf;
}

const nothing = () => {};
