import { usePreference } from '@/shared/storage/preference';

export const timeFormats = ['age', 'local', 'utc'] as const;
export type TimeFormat = (typeof timeFormats)[number];

const pick = (stored: string | null): TimeFormat => timeFormats.find((value) => value === stored) ?? 'age';

/** How moments are written: as the time that has passed, or as a time of day here or in UTC. */
export const useTimeFormat = (): TimeFormat => pick(usePreference('time'));
