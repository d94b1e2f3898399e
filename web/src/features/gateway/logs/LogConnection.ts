import i18next from 'i18next';
import { questionOf, type LogPlace, type LogRange } from './question';
import type { LogSource, LogStore, ToldLine } from './LogStore';

export type LogState =
  | { kind: 'opening' }
  | { kind: 'open' }
  /** The connection is lost; it is tried again. */
  | { kind: 'away' }
  | { kind: 'ended'; reason: string; message: string };

interface Lines {
  type: 'lines';
  at: number;
  sources?: LogSource[];
  lines: ToldLine[];
}

interface Ended {
  type: 'ended';
  reason: string;
  message: string;
}

const pauses = [0, 500, 1_000, 2_000, 4_000, 8_000];

/** One log: a WebSocket, and the way back to it behind the last line after the connection was lost. */
export class LogConnection {
  private socket: WebSocket | null = null;
  private isOver = false;
  private isHeld = false;
  private attempt = 0;
  private timer: number | undefined;
  private waiting: Lines[] = [];

  constructor(
    private readonly place: LogPlace,
    private readonly range: LogRange,
    private readonly store: LogStore,
    private readonly onState: (state: LogState) => void,
  ) {}

  start(): void {
    this.isOver = false;
    this.onState({ kind: 'opening' });
    this.connect();
  }

  stop(): void {
    this.isOver = true;
    window.clearTimeout(this.timer);
    this.socket?.close(1000);
  }

  /** While somebody reads in the middle, nothing goes to make room: what comes waits, and with it the server. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.drain();
  }

  private connect(): void {
    const address = new URL('/api/v1/logs/socket', window.location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    address.searchParams.set('language', i18next.language);
    const socket = new WebSocket(address);
    socket.onopen = () => {
      socket.send(JSON.stringify({ ...questionOf(this.place, this.range), after: this.store.lastTimes }));
      this.onState({ kind: 'open' });
    };
    socket.onmessage = ({ data }) => this.take(JSON.parse(data as string) as Lines | Ended);
    socket.onclose = () => this.lose(socket);
    this.socket = socket;
    this.waiting = [];
    this.store.breakOff();
  }

  private take(message: Lines | Ended): void {
    this.attempt = 0;
    if (message.type === 'ended') {
      this.isOver = true;
      this.isHeld = false;
      this.drain();
      this.onState({ kind: 'ended', reason: message.reason, message: message.message });
      return;
    }
    this.waiting.push(message);
    this.drain();
  }

  private drain(): void {
    while (this.waiting.length > 0 && !(this.isHeld && this.store.isFull)) {
      const batch = this.waiting.shift();
      if (!batch) return;
      this.store.name(batch.sources ?? []);
      this.store.append(batch.lines);
      if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ drawn: batch.at }));
    }
  }

  private lose(socket: WebSocket): void {
    if (this.isOver || socket !== this.socket) return;
    const pause = pauses[Math.min(this.attempt++, pauses.length - 1)];
    this.onState({ kind: 'away' });
    this.timer = window.setTimeout(() => this.connect(), pause);
  }
}
