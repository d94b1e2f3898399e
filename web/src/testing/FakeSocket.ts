import type { ServerMessage } from '@/shared/live/messages';

/** A WebSocket whose other end is the test. */
export class FakeSocket {
  static readonly all: FakeSocket[] = [];

  readonly sent: { type: string; id?: string; path?: string; keys?: string[] }[] = [];
  readyState: number = WebSocket.CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    const last = FakeSocket.all.at(-1);
    if (!last) throw new Error('No socket was opened.');
    return last;
  }

  static open(): WebSocket {
    return new FakeSocket() as unknown as WebSocket;
  }

  accept(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  drop(code = 1006): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code });
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as FakeSocket['sent'][number]);
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
  }
}
