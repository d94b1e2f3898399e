import { test as base, type Page } from '@playwright/test';
import { Platform } from './platform';

/** One platform for all stories of a run; each begins with nothing chosen. */
export const test = base.extend<{ nothingChosen: void }, { platform: Platform }>({
  nothingChosen: [
    async ({ platform }, use) => {
      await platform.forgetPreferences();
      await use();
    },
    { auto: true },
  ],
  platform: [
    async ({}, use) => {
      const platform = await Platform.start();
      await use(platform);
      await platform.stop();
    },
    { scope: 'worker', timeout: 15 * 60_000 },
  ],
});

/** Collects what must never happen on a page: an error that nothing caught, something the security policy refused. */
export function pageFailures(page: Page): string[] {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text()))
      failures.push(message.text());
  });
  return failures;
}

export { expect } from '@playwright/test';
