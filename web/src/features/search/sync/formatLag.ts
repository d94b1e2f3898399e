import { formatAge } from '@/shared/time/formatAge';

/** A lag in milliseconds, as ages are written. */
export const formatLag = (milliseconds: number | string | null | undefined): string =>
  milliseconds === null || milliseconds === undefined ? '–' : formatAge(Number(milliseconds));
