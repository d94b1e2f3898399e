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
  /** Whether the rows were read, and the server knows in which versions. */
  isRead: boolean;
  listener: LiveListener;
}

const firstDelay = 500;
const longestDelay = 15_000;
const silenceLimit = 40_000;
const sessionEnded = 4401;

/**
 * One WebSocket for the whole tab. It opens with the first subscription, comes back with back-off when it is lost, and then
 * subscribes again: every subscriber hears `onSubscribed` anew and reads its list again.
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

  constructor(
    private readonly open: () => WebSocket,
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
    const entry: Entry = { path, keys, isRead: false, listener };
    this.entries.set(id, entry);
    if (this.socket) this.send({ type: 'subscribe', id, path, keys });
    else this.connect();
    return {
      visible: (next, versions) => {
        if (entry.isRead && sameKeys(entry.keys, next)) return;
        entry.keys = next;
        entry.isRead = true;
        this.send({ type: 'visible', id, keys: next, versions });
      },
      close: () => {
        this.entries.delete(id);
        this.send({ type: 'unsubscribe', id });
      },
    };
  }

  /** Closes for good, as after signing out; the next subscription opens anew. */
  disconnect(): void {
    window.clearTimeout(this.retryTimer);
    this.retryTimer = undefined;
    this.detach()?.close(1000);
    this.attempts = 0;
    this.setState('idle');
  }

  /** Opens anew and subscribes again, as after a change of language. */
  reconnect(): void {
    if (this.currentState === 'idle') return;
    this.disconnect();
    if (this.entries.size > 0) this.connect();
  }

  private connect(): void {
    if (this.socket || this.retryTimer !== undefined) return;
    this.setState('connecting');
    const socket = this.open();
    this.socket = socket;
    socket.onopen = () => {
      this.setState('open');
      this.expectSound();
      for (const [id, { path, keys }] of this.entries) this.send({ type: 'subscribe', id, path, keys });
    };
    socket.onmessage = (event: MessageEvent<string>) => this.receive(JSON.parse(event.data) as ServerMessage);
    socket.onclose = (event) => this.lost(event.code);
  }

  private receive(message: ServerMessage): void {
    this.expectSound();
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
    if (code !== sessionEnded) {
      this.retryLater();
      return;
    }
    this.setState('idle');
    this.onSessionEnded();
  }

  private retryLater(): void {
    this.setState('waiting');
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.attempts++);
    // Half of the delay is by chance, so that the tabs of many people do not all come back at once after a restart.
    this.retryTimer = window.setTimeout(
      () => {
        this.retryTimer = undefined;
        if (this.entries.size > 0) this.connect();
        else this.setState('idle');
      },
      delay / 2 + (Math.random() * delay) / 2,
    );
  }

  /** The server speaks every 15 s; longer silence means that the way is dead though the socket does not know it. */
  private expectSound(): void {
    window.clearTimeout(this.silenceTimer);
    this.silenceTimer = window.setTimeout(() => {
      this.detach()?.close(1000);
      this.retryLater();
    }, silenceLimit);
  }

  private detach(): WebSocket | null {
    const socket = this.socket;
    window.clearTimeout(this.silenceTimer);
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
