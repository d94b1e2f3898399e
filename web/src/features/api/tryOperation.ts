import i18next from 'i18next';
import { csrfHeader, csrfToken } from '@/shared/api/csrf';

export interface Outcome {
  /** HTTP status; 0 where there was no answer. */
  status: number;
  requestId: string;
  /** The body, with its JSON laid out. */
  text: string;
}

/** Sends a request as this person and tells of the answer as it came: a refusal is an answer too. */
export async function tryOperation(method: string, address: string, body: string): Promise<Outcome> {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': i18next.language });
  if (body) headers.set('Content-Type', 'application/json');
  const token = method === 'GET' ? null : csrfToken();
  if (token) headers.set(csrfHeader, token);
  try {
    const response = await fetch(address, { method, headers, body: body || null, credentials: 'same-origin' });
    return {
      status: response.status,
      requestId: response.headers.get('X-Request-Id') ?? '',
      text: laidOut(await response.text()),
    };
  } catch {
    return { status: 0, requestId: '', text: i18next.t('errors.serverUnreachable') };
  }
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
