/** Reads a published time: epoch milliseconds or seconds as digits, or RFC 3339. Null where there is none. */
export function parseTimestamp(value: string | number | undefined | null): number | null {
  if (value === undefined || value === null || value === '' || value === '0') return null;
  const text = String(value);
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    return number < 1e11 ? number * 1000 : number;
  }
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** A published time as files have it; empty where there is none. */
export function timestampText(value: string | number | undefined | null): string {
  const time = parseTimestamp(value);
  return time === null ? '' : new Date(time).toISOString();
}
