import i18next from 'i18next';
import { ApiError, ErrorCode } from './ApiError';
import { csrfHeader, csrfToken } from './csrf';
import type { ErrorBody } from './published';
import { isSessionRenewed, renewSession } from './renewal';

export type QueryValue = string | number | boolean | undefined | readonly string[];

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  body?: unknown;
  signal?: AbortSignal;
  /** Whether the answer brings a new session in place of the one that asks. */
  renewsSession?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let onSignedOut: () => void = () => {};

/** Called when the server says that the session is over. */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

/** Sends a request. One that meets the end of a session that was renewed meanwhile, here or in another tab, is sent once more with the new one. */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const csrf = csrfToken();
  const send = () => exchange<T>(method, path, options);
  try {
    return await (options.renewsSession ? renewSession(send) : send());
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401 || path.startsWith('/auth/login')) throw error;
    if (!options.renewsSession && (await isSessionRenewed(csrf))) return request(method, path, options);
    onSignedOut();
    throw error;
  }
}

async function exchange<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': i18next.language });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  const token = method === 'GET' ? null : csrfToken();
  if (token) headers.set(csrfHeader, token);
  const response = await send(path + queryString(options.query), {
    method,
    headers,
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
    credentials: 'same-origin',
  });
  if (!response.ok) throw await toError(response);
  return JSON.parse((await response.text()) || '{}') as T;
}

export const get = <T>(path: string, query?: Record<string, QueryValue>, signal?: AbortSignal) =>
  request<T>('GET', path, { query, signal });

/** Writes a query string; lists become repeated parameters, empty values are left out. */
export function queryString(query: Record<string, QueryValue> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    if (typeof value === 'object') for (const entry of value) parameters.append(name, entry);
    else parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason;
    throw new ApiError(0, { code: ErrorCode.unavailable, message: i18next.t('errors.serverUnreachable') }, null);
  }
}

async function toError(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('X-Request-Id');
  const text = await response.text();
  return new ApiError(response.status, readBody(text, response), requestId);
}

function readBody(text: string, response: Response): ErrorBody {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'message' in body) return body as ErrorBody;
  } catch {
    // NOTE: a proxy in between answers with its own page; the status is all that can be said then.
  }
  return { code: 2, message: i18next.t('errors.status', { status: response.status }) };
}
