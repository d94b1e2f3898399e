import { onPreferenceChange, readPreference, usePreference } from '@/shared/storage/preference';

export const densities = ['compact', 'comfortable'] as const;
export type Density = (typeof densities)[number];

const pick = (stored: string | null): Density => densities.find((value) => value === stored) ?? 'compact';

/** How close the rows of tables stand. */
export const useDensity = (): Density => pick(usePreference('density'));

/** Marks the page with the density, which the style sheet reads. */
export function startDensity(): void {
  const apply = () => {
    document.documentElement.dataset.density = pick(readPreference('density'));
  };
  onPreferenceChange('density', apply);
  apply();
}
