import type { LiveListener, ServerMessage } from './messages';

export type LiveState = 'idle' | 'connecting' | 'open' | 'waiting';

export interface LiveSubscription {
  /** Tells which rows are on the screen, and in which versions: the server sends those that changed since they were read. */
  visible(keys: readonly string[], versions: readonly string[]): void;
  close(): void;
}

interface Entry {
  path: string;
  keys: readonly string[];
  /** The versions that the rows on the screen have; null before they were read. */
  versions: readonly string[] | null;
  listener: LiveListener;
}

const firstDelay = 500;
const longestDelay = 15_000;
const silenceLimit = 40_000;
const pingEvery = 10_000;
const answerLimit = 4_000;
const sessionEnded = 4401;

/**
 * One WebSocket for the whole tab. It opens with the first subscription, comes back with back-off when it is lost, and then
 * subscribes again with the rows on the screen: the server tells which of them are others by now, and every subscriber hears
 * `onSubscribed` anew and reads its list again.
 *
 * A page that is looked at pings, and one that comes to the front, or back to a network, does so at once: after the sleep of a
 * laptop the socket still looks open though nobody is at its other end.
 */
export class LiveClient {
  private readonly entries = new Map<string, Entry>();
  private readonly stateListeners = new Set<() => void>();
  private socket: WebSocket | null = null;
  private currentState: LiveState = 'idle';
  private attempts = 0;
  private nextId = 1;
  private retryTimer: number | undefined;
  private silenceTimer: number | undefined;
  private pingTimer: number | undefined;

  constructor(
    private readonly open: () => WebSocket,
    /** Finds out whether another session has taken its place; where none has, it disconnects. */
    private readonly onSessionEnded: () => void = () => {},
  ) {}

  get state(): LiveState {
    return this.currentState;
  }

  readonly onStateChange = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  subscribe(path: string, keys: readonly string[], listener: LiveListener): LiveSubscription {
    const id = String(this.nextId++);
    const entry: Entry = { path, keys, versions: null, listener };
    this.entries.set(id, entry);
    if (this.socket) this.send({ type: 'subscribe', id, path, keys });
    else this.connect();
    return {
      visible: (next, versions) => {
        const isKnown = entry.versions !== null && sameKeys(entry.keys, next);
        entry.keys = next;
        entry.versions = versions;
        if (!isKnown) this.send({ type: 'visible', id, keys: next, versions });
      },
      close: () => {
        this.entries.delete(id);
        this.send({ type: 'unsubscribe', id });
      },
    };
  }

  /** Closes for good, as after signing out; the next subscription opens anew. */
  disconnect(): void {
    this.cancelRetry();
    this.detach()?.close(1000);
    this.attempts = 0;
    this.rest();
  }

  /** Opens anew and subscribes again, as after a change of language. */
  reconnect(): void {
    if (this.currentState === 'idle') return;
    this.disconnect();
    if (this.entries.size > 0) this.connect();
  }

  private connect(): void {
    if (this.socket || this.retryTimer !== undefined) return;
    this.lookOut();
    this.setState('connecting');
    const socket = this.open();
    this.socket = socket;
    socket.onopen = () => {
      this.setState('open');
      this.expectSound(silenceLimit);
      this.pingTimer = window.setInterval(() => this.ping(), pingEvery);
      for (const [id, { path, keys, versions }] of this.entries)
        this.send({ type: 'subscribe', id, path, keys, ...(versions && { versions }) });
    };
    socket.onmessage = (event: MessageEvent<string>) => this.receive(JSON.parse(event.data) as ServerMessage);
    socket.onclose = (event) => this.lost(event.code);
  }

  private receive(message: ServerMessage): void {
    this.expectSound(silenceLimit);
    this.attempts = 0;
    if (message.type === 'pong') return;
    if (message.type === 'bye') {
      this.detach()?.close(1000);
      this.retryLater();
      return;
    }
    const listener = this.entries.get(message.id)?.listener;
    if (listener) deliver(listener, message);
  }

  private lost(code: number): void {
    this.detach();
    this.retryLater();
    if (code === sessionEnded) this.onSessionEnded();
  }

  private retryLater(): void {
    this.setState('waiting');
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.attempts++);
    // Half of the delay is by chance, so that the tabs of many people do not all come back at once after a restart.
    this.retryTimer = window.setTimeout(
      () => {
        this.retryTimer = undefined;
        if (this.entries.size > 0) this.connect();
        else this.rest();
      },
      delay / 2 + (Math.random() * delay) / 2,
    );
  }

  private cancelRetry(): void {
    window.clearTimeout(this.retryTimer);
    this.retryTimer = undefined;
  }

  /** The page is in front again, or the network is back: timers may have slept, and the socket may be dead without knowing. */
  private readonly wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.currentState === 'open') {
      this.ping();
    } else if (this.currentState === 'waiting') {
      this.cancelRetry();
      this.attempts = 0;
      this.connect();
    }
  };

  /** Asks for a sound soon. A page that nobody looks at does not: it is no use of the session, and timers are slow there. */
  private ping(): void {
    if (document.visibilityState === 'hidden') return;
    this.send({ type: 'ping' });
    this.expectSound(answerLimit);
  }

  /** The server speaks every 15 s, and answers a ping at once; longer silence means that the way is dead though the socket does not know it. */
  private expectSound(limit: number): void {
    window.clearTimeout(this.silenceTimer);
    this.silenceTimer = window.setTimeout(() => {
      this.detach()?.close(1000);
      this.retryLater();
    }, limit);
  }

  private lookOut(): void {
    document.addEventListener('visibilitychange', this.wake);
    window.addEventListener('online', this.wake);
    window.addEventListener('pageshow', this.wake);
  }

  private rest(): void {
    document.removeEventListener('visibilitychange', this.wake);
    window.removeEventListener('online', this.wake);
    window.removeEventListener('pageshow', this.wake);
    this.setState('idle');
  }

  private detach(): WebSocket | null {
    const socket = this.socket;
    window.clearTimeout(this.silenceTimer);
    window.clearInterval(this.pingTimer);
    this.socket = null;
    if (!socket) return null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    return socket;
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private setState(state: LiveState): void {
    this.currentState = state;
    for (const listener of this.stateListeners) listener();
  }
}

function deliver(listener: LiveListener, message: Exclude<ServerMessage, { type: 'pong' | 'bye' }>): void {
  switch (message.type) {
    case 'subscribed':
      return listener.onSubscribed();
    case 'upsert':
      return listener.onUpsert(message.items);
    case 'remove':
      return listener.onRemove(message.keys);
    case 'changed':
      return listener.onChanged(message);
    case 'resync':
      return listener.onResync();
    case 'error':
      return listener.onError(message.error);
  }
}

function sameKeys(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((key, index) => key === right[index]);
}
