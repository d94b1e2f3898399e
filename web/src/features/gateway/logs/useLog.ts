import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { LogConnection, type LogState } from './LogConnection';
import { LogStore } from './LogStore';
import type { LogPlace, LogRange } from './question';

/** Reads a log for as long as the component is there; anew where another part of it is asked for. */
export function useLog(place: LogPlace, range: LogRange) {
  const [state, setState] = useState<LogState>({ kind: 'opening' });
  const [round, setRound] = useState(0);
  const asked = JSON.stringify([place, range, round]);
  const log = useMemo(() => {
    const [where, which] = JSON.parse(asked) as [LogPlace, LogRange];
    const store = new LogStore();
    return { store, connection: new LogConnection(where, which, store, setState) };
  }, [asked]);
  useEffect(() => {
    log.connection.start();
    return () => log.connection.stop();
  }, [log]);
  useSyncExternalStore(log.store.subscribe, log.store.read);
  const reopen = useCallback(() => setRound((now) => now + 1), []);
  return { ...log, state, reopen };
}
