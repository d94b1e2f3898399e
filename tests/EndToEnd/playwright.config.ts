import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: './stories',
  outputDir: './test-results/stories',
  workers: 1,
  // A story that fails sometimes is a bug: it is mended, never tried again.
  retries: 0,
  // Every wait ends as soon as its condition holds. The limits are for a machine that is many times slower than a developer's.
  timeout: 15 * 60_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 90_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.KPANDA_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
