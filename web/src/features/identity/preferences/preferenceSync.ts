import { get, request } from '@/shared/api/client';
import { onAnyPreferenceChange, preferenceNames, readPreference, writePreference } from '@/shared/storage/preference';

const path = '/api/v1/preferences';
const pause = 800;

interface Preferences {
  values?: Record<string, string | null>;
}

/** What belongs to this screen or this browser, not to the person. */
const ofThisBrowser = /^(owner$|dock\.|nav\.)/;
const owner = 'owner';

/** Tells the server what the person chose; null forgets a choice. */
export async function sendPreferences(values: Record<string, string | null>): Promise<void> {
  await request('PATCH', path, { body: { values } });
}

/**
 * Keeps what a person chose the same on all their machines. This browser's copy is what pages read (it is there before the first paint); the server's
 * wins at the start, later changes go there. A choice that cannot be sent now is sent with the next one, or at the next start.
 *
 * Returns how to stop.
 */
export function keepPreferences(username: string): () => void {
  const known = new Map<string, string | null>();
  const changed = new Set<string>();
  let timer: number | undefined;
  let isStopped = false;

  const send = async () => {
    const values = Object.fromEntries([...changed].map((name) => [name, readPreference(name)]));
    changed.clear();
    try {
      await sendPreferences(values);
      for (const [name, value] of Object.entries(values)) known.set(name, value);
    } catch {
      for (const name of Object.keys(values)) changed.add(name);
    }
  };
  const sendSoon = () => {
    if (changed.size === 0 || isStopped) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void send(), pause);
  };
  const stopFollowing = onAnyPreferenceChange((name) => {
    if (ofThisBrowser.test(name) || known.get(name) === readPreference(name)) return;
    changed.add(name);
    sendSoon();
  });

  const start = async () => {
    const { values = {} } = await get<Preferences>(path);
    if (isStopped) return;
    const isAnother = (readPreference(owner) ?? username) !== username;
    for (const [name, value] of Object.entries(values)) {
      known.set(name, value);
      if (!changed.has(name)) writePreference(name, value);
    }
    for (const name of preferenceNames().filter((each) => !ofThisBrowser.test(each) && !(each in values))) {
      // What somebody else chose in this browser is not this person's choice.
      if (isAnother) writePreference(name, null);
      else changed.add(name);
    }
    writePreference(owner, username);
    sendSoon();
  };
  // Without the server's copy this browser's goes on; it is tried again at the next start.
  start().catch(() => undefined);

  return () => {
    isStopped = true;
    window.clearTimeout(timer);
    stopFollowing();
  };
}
