import { useSyncExternalStore } from 'react';
import { onPreferenceChange, readPreference, writePreference } from '@/shared/storage/preference';

export type ThemeChoice = 'system' | 'light' | 'dark';

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let choice: ThemeChoice = readChoice();

export function startTheme(): void {
  systemDark.addEventListener('change', apply);
  apply();
}

onPreferenceChange('theme', () => {
  choice = readChoice();
  apply();
});

export const chooseTheme = (next: ThemeChoice): void => writePreference('theme', next);

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);

export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark);

function isDark(): boolean {
  return choice === 'dark' || (choice === 'system' && systemDark.matches);
}

function apply(): void {
  const root = document.documentElement;
  root.classList.toggle('pf-v6-theme-dark', isDark());
  root.style.colorScheme = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readChoice(): ThemeChoice {
  const stored = readPreference('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
