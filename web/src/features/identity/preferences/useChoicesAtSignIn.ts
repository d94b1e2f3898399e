import { useEffect, useRef } from 'react';
import { onAnyPreferenceChange, readPreference } from '@/shared/storage/preference';
import { sendPreferences } from './preferenceSync';

/**
 * Notes what is chosen on the page to sign in: a language that somebody picks in order to sign in is meant, whatever they preferred elsewhere before.
 *
 * Returns how to send these choices to the server, once somebody is signed in. Where that fails what the server has wins, as at any start.
 */
export function useChoicesAtSignIn(): () => Promise<void> {
  const chosen = useRef(new Set<string>());
  useEffect(() => onAnyPreferenceChange((name) => chosen.current.add(name)), []);
  return async () => {
    if (chosen.current.size === 0) return;
    await sendPreferences(Object.fromEntries([...chosen.current].map((name) => [name, readPreference(name)]))).catch(
      () => undefined,
    );
  };
}
