/** How long a token is to be good: a week, until the end of a day, or without end. */
export interface Expiry {
  kind: 'week' | 'date' | 'never';
  /** The last day, YYYY-MM-DD, in the person's own time zone. */
  date: string;
}

export const week: Expiry = { kind: 'week', date: '' };

const weekSeconds = 7 * 24 * 3600;

/** The moment of the end; undefined for none, null where the date cannot be one. */
export function endOf(expiry: Expiry, now: number): Date | null | undefined {
  if (expiry.kind === 'never') return undefined;
  if (expiry.kind === 'week') return new Date(now + weekSeconds * 1000);
  const end = new Date(`${expiry.date}T23:59:59`);
  return Number.isNaN(end.getTime()) || end.getTime() <= now ? null : end;
}

/** The day of a moment in the person's own time zone, as a field for dates takes it. */
export const dayOf = (time: number) => {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
