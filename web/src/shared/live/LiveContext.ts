import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LiveClient, LiveState } from './LiveClient';

export const LiveContext = createContext<LiveClient | null>(null);

export function useLiveClient(): LiveClient {
  const client = useContext(LiveContext);
  if (!client) throw new Error('No live client above this component.');
  return client;
}

export function useLiveState(): LiveState {
  const client = useLiveClient();
  return useSyncExternalStore(client.onStateChange, () => client.state);
}
