import { usePreference, writePreference } from '@/shared/storage/preference';

export const lowest = 160;
const usual = 360;
const pageRoom = 160;

/** The height of the dock in pixels, remembered on this screen; never so high that the page disappears. */
export function useDockHeight(): [number, (next: number) => void] {
  const stored = Number(usePreference('dock.height')) || usual;
  const highest = Math.max(lowest, window.innerHeight - pageRoom);
  const fit = (height: number) => Math.round(Math.min(highest, Math.max(lowest, height)));
  return [fit(stored), (next) => writePreference('dock.height', String(fit(next)))];
}
