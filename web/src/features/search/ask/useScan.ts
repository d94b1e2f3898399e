import i18next from 'i18next';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import type { ErrorBody } from '@/shared/api/published';
import { isScan } from './useSearch';
import type { ScanLine, SearchRow } from './shapes';

export interface Scan {
  rows: SearchRow[];
  looked: number;
  of: number;
  /** `all` was read, `enough` was found, the person `stopped` it, or it was `cut` off; null while it runs. */
  ended: 'all' | 'enough' | 'stopped' | 'cut' | null;
  error: Error | null;
}

const begun: Scan = { rows: [], looked: 0, of: 0, ended: null, error: null };

/** A search that reads every object: rows as they are found, and how far it is. It ends when the page is left. */
export function useScan(query: string) {
  const [round, setRound] = useState(0);
  const [scan, setScan] = useState<Scan & { key: string }>({ ...begun, key: '' });
  const abort = useRef<AbortController | null>(null);
  const key = `${round} ${query}`;
  useEffect(() => {
    if (!isScan(query)) return;
    const controller = new AbortController();
    abort.current = controller;
    const change = (next: (before: Scan) => Scan) => {
      if (!controller.signal.aborted) setScan((before) => ({ ...next(before.key === key ? before : begun), key }));
    };
    void read(query, controller.signal, change).catch((error: unknown) => {
      change((before) => ({
        ...before,
        ended: 'cut',
        error: error instanceof Error ? error : new Error(String(error)),
      }));
    });
    return () => controller.abort();
  }, [query, key]);
  const stop = useCallback(() => {
    abort.current?.abort();
    setScan((before) => ({ ...(before.key === key ? before : begun), key, ended: 'stopped' }));
  }, [key]);
  return { scan: scan.key === key ? scan : { ...begun }, stop, again: () => setRound(round + 1) };
}

async function read(query: string, signal: AbortSignal, change: (next: (before: Scan) => Scan) => void): Promise<void> {
  const response = await fetch(`/api/v1/search/scan?q=${encodeURIComponent(query)}`, {
    signal,
    headers: { 'Accept-Language': i18next.language },
    credentials: 'same-origin',
  });
  if (!response.ok || !response.body)
    throw new ApiError(response.status, (await response.json()) as ErrorBody, response.headers.get('X-Request-Id'));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let hasEnded = false;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    const told = lines.filter(Boolean).map((line) => JSON.parse(line) as Partial<ScanLine>);
    hasEnded ||= told.some(({ ended }) => Boolean(ended));
    change((before) => told.reduce(take, before));
  }
  // The last line says that it ended; without it the answer was cut off.
  if (!hasEnded) throw new ApiError(0, { code: ErrorCode.unavailable, message: i18next.t('search.scan.cut') }, null);
}

const take = (scan: Scan, { item, looked, of, ended }: Partial<ScanLine>): Scan => ({
  ...scan,
  rows: item ? [...scan.rows, item] : scan.rows,
  looked: looked ?? scan.looked,
  of: of ?? scan.of,
  ended: (ended as Scan['ended']) ?? scan.ended,
});
