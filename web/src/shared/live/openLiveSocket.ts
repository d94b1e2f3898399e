import i18next from 'i18next';

/** Opens the channel. Browsers choose the Accept-Language of a WebSocket themselves, so the language stands in the address. */
export function openLiveSocket(): WebSocket {
  const url = new URL('/api/v1/live', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('language', i18next.language);
  return new WebSocket(url);
}
