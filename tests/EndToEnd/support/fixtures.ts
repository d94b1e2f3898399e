import { test as base } from '@playwright/test';
import { Platform } from './platform';

/** One platform for all stories of a run. */
export const test = base.extend<object, { platform: Platform }>({
  platform: [
    async ({}, use) => {
      const platform = await Platform.start();
      await use(platform);
      await platform.stop();
    },
    { scope: 'worker', timeout: 5 * 60_000 },
  ],
});

export { expect } from '@playwright/test';
