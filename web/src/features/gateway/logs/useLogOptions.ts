import { readPreference, usePreference, writePreference } from '@/shared/storage/preference';

export interface LogOptions {
  isWrapped: boolean;
  withTimes: boolean;
  flip(option: 'wrap' | 'times'): void;
}

/** How lines are drawn, as the person chose it last. */
export function useLogOptions(): LogOptions {
  const isWrapped = usePreference('logs.wrap') !== 'off';
  const withTimes = usePreference('logs.times') === 'on';
  const flip = (option: 'wrap' | 'times') =>
    option === 'wrap'
      ? writePreference('logs.wrap', readPreference('logs.wrap') === 'off' ? null : 'off')
      : writePreference('logs.times', readPreference('logs.times') === 'on' ? null : 'on');
  return { isWrapped, withTimes, flip };
}
