import { vi } from 'vitest';

interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

/** Answers the console's requests from a test, and remembers them. */
export class FakeServer {
  readonly calls: Call[] = [];
  private readonly held = new Map<string, () => Promise<void> | undefined>();
  private readonly routes = new Map<string, (call: Call) => Answer>();

  constructor() {
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      await this.held.get(new URL(url, 'http://console.test').pathname)?.();
      return this.handle(url, init);
    });
  }

  on(method: string, path: string, answer: (call: Call) => Answer): this {
    this.routes.set(`${method} ${path}`, answer);
    return this;
  }

  /** Answers of a path wait for what this gives. */
  hold(path: string, until: () => Promise<void> | undefined): this {
    this.held.set(path, until);
    return this;
  }

  to(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  private handle(text: string, init: RequestInit): Response {
    const url = new URL(text, 'http://console.test');
    const call: Call = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    this.calls.push(call);
    const route = this.routes.get(`${call.method} ${call.path}`);
    const {
      status = 200,
      body = {},
      headers = {},
    } = route?.(call) ?? { status: 404, body: { code: 5, message: 'no route' } };
    return new Response(JSON.stringify(body), { status, headers });
  }
}
