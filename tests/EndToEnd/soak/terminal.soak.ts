import { expect } from '@playwright/test';
import { Console } from '../support/Console';
import { IdleProxy } from '../support/IdleProxy';
import { runPod, simulated, sleeping } from '../support/containers';
import { test } from '../support/fixtures';
import { wordsOf } from '../support/words';

/** What nginx gives a connection on which nothing comes (`proxy_read_timeout`). */
const patience = 60_000;
const minutes = Number(process.env.KPANDA_SOAK_MINUTES ?? 10);
const w = wordsOf('en');

test(`a terminal in which nothing happens for ${minutes} minutes is used afterwards`, async ({ page, platform }) => {
  test.setTimeout(minutes * 60_000 + test.info().timeout);
  const proxy = await IdleProxy.before(platform.url, patience);
  const cluster = await simulated(platform);
  await runPod(platform, cluster, 'idle', sleeping);
  let sockets = 0;
  page.on('websocket', (socket) => {
    if (socket.url().includes('/terminals/')) sockets++;
  });
  const console = new Console(page, proxy.url, 'en', w);
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/idle`);
  await console.act('terminal.open');
  const screen = page.getByTestId('terminal').locator('.xterm-rows');
  await expect(screen).toContainText('#');
  await page.keyboard.type("KEPT=still; echo be''fore\n");
  await expect(screen).toContainText('before');

  const begun = Date.now();
  const before = proxy.cuts;
  for (let left = minutes; left > 0; left = minutes - (Date.now() - begun) / 60_000) {
    await page.waitForTimeout(Math.min(left, 1) * 60_000);
    process.stdout.write(
      `    ${((Date.now() - begun) / 60_000).toFixed(1)} min: ${sockets} connection of the terminal, ${proxy.cuts - before} idle connections of the page cut\n`,
    );
  }

  // The same shell over the same connection: it was never lost and found again.
  await page.keyboard.type('echo "$KEPT-here"\n');
  const typed = Date.now();
  await expect(screen).toContainText('still-here');
  process.stdout.write(`    used after ${minutes} min: answered in ${Date.now() - typed} ms, ${sockets} connection\n`);
  expect(sockets).toBe(1);
  await proxy.stop();
});
