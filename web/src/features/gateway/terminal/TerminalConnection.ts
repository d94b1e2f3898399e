import i18next from 'i18next';
import type { ApiError } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import type { TerminalPlace } from './place';

export type TerminalState =
  | { kind: 'opening' }
  | { kind: 'open'; shell: string }
  /** The connection is lost; it is tried again. */
  | { kind: 'away' }
  | { kind: 'ended'; reason: string; exitCode?: number | null; message: string };

interface Opened {
  type: 'opened';
  terminal: string;
  shell: string;
  isNew: boolean;
}

interface Ended {
  type: 'ended';
  reason: string;
  exitCode?: number | null;
  message: string;
}

interface Listener {
  onState(state: TerminalState): void;
  /** Bytes to draw; `drawn` must be called when they are. */
  onBytes(bytes: Uint8Array, drawn: () => void): void;
  /** What was shown is told again from the beginning. */
  onRestart(): void;
  /** Under which id the terminal is found again; null when it is over. */
  onTerminal(id: string | null): void;
}

/** Waiting times between attempts; together a little less than the server keeps a terminal. */
const pauses = [0, 500, 1_000, 2_000, 4_000, 8_000, 12_000, 14_000, 16_000];
const largestWrite = 16 * 1024;
const tellEvery = 64 * 1024;

/** One shell: a ticket, a WebSocket, and the way back to it after the connection was lost. */
export class TerminalConnection {
  private socket: WebSocket | null = null;
  private isOver = false;
  private attempt = 0;
  private timer: number | undefined;
  private drawn = 0;
  private told = 0;
  private size = { columns: 80, rows: 24 };

  constructor(
    private readonly place: TerminalPlace,
    private readonly listener: Listener,
    /** The terminal to come back to; null for a new one. */
    private terminal: string | null,
  ) {}

  /** Opens it, with the size that it is drawn in. */
  start(columns: number, rows: number): void {
    this.size = { columns, rows };
    this.listener.onState({ kind: 'opening' });
    void this.connect();
  }

  write(text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += largestWrite) this.send(bytes.slice(at, at + largestWrite));
  }

  writeBinary(text: string): void {
    this.send(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }

  resize(columns: number, rows: number): void {
    this.size = { columns, rows };
    this.send(JSON.stringify({ columns, rows }));
  }

  /** Ends the shell. A page that goes away without this leaves it waiting for somebody to come back. */
  end(): void {
    this.isOver = true;
    window.clearTimeout(this.timer);
    this.socket?.close(1000, 'end');
    this.listener.onTerminal(null);
  }

  private send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(data);
  }

  private async connect(): Promise<void> {
    let ticket: string;
    try {
      ticket = await this.askTicket();
    } catch (reason) {
      if (this.isOver) return;
      const error = reason as ApiError;
      // A terminal that has gone is no failure: whoever comes back after more than a minute gets a new one.
      if (error.status === 404 && this.terminal !== null) this.finish({ reason: 'gone', message: '' });
      else if (error.status === 0 || error.status >= 500) this.retry();
      else this.finish({ reason: 'refused', message: error.message });
      return;
    }
    if (this.isOver) return;
    const address = new URL('/api/v1/terminals/socket', window.location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    address.searchParams.set('language', i18next.language);
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(JSON.stringify({ ticket, ...this.size }));
    socket.onmessage = ({ data }) => this.take(data as string | ArrayBuffer);
    socket.onclose = () => this.lose(socket);
    this.socket = socket;
    this.drawn = this.told = 0;
  }

  private async askTicket(): Promise<string> {
    const path = this.terminal === null ? '/api/v1/terminals' : `/api/v1/terminals/${this.terminal}/ticket`;
    const body = this.terminal === null ? this.place : {};
    return (await request<{ ticket: string }>('POST', path, { body })).ticket;
  }

  private take(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') {
      const socket = this.socket;
      this.listener.onBytes(new Uint8Array(data), () => this.tell(socket, data.byteLength));
      return;
    }
    const message = JSON.parse(data) as Opened | Ended;
    if (message.type === 'ended') {
      this.finish(message);
      return;
    }
    this.attempt = 0;
    this.terminal = message.terminal;
    this.listener.onTerminal(message.terminal);
    if (!message.isNew) this.listener.onRestart();
    this.listener.onState({ kind: 'open', shell: message.shell });
  }

  private tell(socket: WebSocket | null, bytes: number): void {
    if (socket !== this.socket) return;
    this.drawn += bytes;
    if (this.drawn - this.told < tellEvery) return;
    this.told = this.drawn;
    this.send(JSON.stringify({ drawn: this.drawn }));
  }

  private lose(socket: WebSocket): void {
    if (this.isOver || socket !== this.socket) return;
    this.retry();
  }

  private retry(): void {
    const pause = pauses[this.attempt++];
    if (pause === undefined) {
      this.finish({ reason: 'lost', message: '' });
      return;
    }
    this.listener.onState({ kind: 'away' });
    this.timer = window.setTimeout(() => void this.connect(), pause);
  }

  private finish({ reason, exitCode, message }: Omit<Ended, 'type'>): void {
    this.isOver = true;
    this.listener.onTerminal(null);
    this.listener.onState({ kind: 'ended', reason, exitCode, message });
  }
}
