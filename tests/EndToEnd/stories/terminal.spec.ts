import type { Page } from '@playwright/test';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import type { Platform } from '../support/platform';
import { wordsOf } from '../support/words';

const api = '/apis/kpanda.io/v1alpha1';
const w = wordsOf('en');

/** A pod that runs until it is deleted. */
async function runPod(platform: Platform, cluster: string, name: string): Promise<void> {
  const pods = `/k8s/clusters/${cluster}/api/v1/namespaces/default/pods`;
  await platform.api('POST', pods, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
  });
  await expect
    .poll(async () => (await platform.api<{ status?: { phase?: string } }>('GET', `${pods}/${name}`)).status?.phase)
    .toBe('Running');
}

const screen = (page: Page) => page.getByTestId('terminal').locator('.xterm-rows');

test('a terminal survives other pages and a reload, and says how its shell ended', async ({ page, platform }) => {
  const console = new Console(page, platform.url, 'en', w);
  const failures = pageFailures(page);
  const { items } = await platform.api<{ items: { metadata: { name: string } }[] }>('GET', `${api}/clusters`);
  const cluster = items[0]?.metadata.name ?? '';
  await runPod(platform, cluster, 'with-a-shell');
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/with-a-shell`);
  await console.act('terminal.open');
  await expect(screen(page)).toContainText('#');
  await page.keyboard.type("KEPT=still; echo Grü''ße 你好 $((40 + 2))\n");
  await expect(screen(page)).toContainText('Grüße 你好 42');
  await expectAccessible(page, 'a terminal');

  await console.navigate('kinds.deployments');
  await expect(screen(page)).toContainText('Grüße 你好 42');
  await page.reload();
  await expect(screen(page)).toContainText('Grüße 你好 42');
  await page.getByTestId('terminal').click();
  await page.keyboard.type('echo "$KEPT-here"\n');
  await expect(screen(page)).toContainText('still-here');

  // Something runs: closing asks.
  await page.keyboard.type('top\n');
  await expect(screen(page)).toContainText('PID');
  await page.getByRole('button', { name: w('dock.close', { title: 'with-a-shell · main' }) }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: w('actions.cancel') })
    .click();
  // It goes on drawing while the page is loaded again.
  await page.reload();
  await expect(screen(page)).toContainText('PID');
  const drawn = await screen(page).innerText();
  await expect.poll(() => screen(page).innerText()).not.toBe(drawn);
  await page.getByTestId('terminal').click();
  await page.keyboard.press('q');
  await page.keyboard.type('exit 7\n');
  await expect(page.getByText(w('terminal.exited', { code: '7' }))).toBeVisible();
  await console.button('terminal.reopen').click();
  await expect(screen(page)).toContainText('#');
  await page.getByRole('button', { name: w('dock.close', { title: 'with-a-shell · main' }) }).click();
  await expect(page.getByTestId('terminal')).toHaveCount(0);
  await platform.api('DELETE', `/k8s/clusters/${cluster}/api/v1/namespaces/default/pods/with-a-shell`);
  expect(failures).toEqual([]);
});
