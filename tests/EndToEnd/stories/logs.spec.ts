import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { flooding, inMember, members, podsOf, runPod, says, simulated } from '../support/containers';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf } from '../support/words';

const api = '/apis/kpanda.io/v1alpha1';

const apps = (cluster: string) => `/k8s/clusters/${cluster}/apis/apps/v1/namespaces/default/deployments`;
const log = (page: Page) => page.getByTestId('log');

/** What writes: a pod of the sandbox as its annotations say, any other a numbered line a second. */
const writer = {
  command: ['sh', '-c', 'while true; do i=$((i + 1)); echo "line $i of $HOSTNAME"; sleep 1; done'],
};
for (const language of ['en', 'zh'] as const) {
  const w = wordsOf(language);

  test(`a log is followed, narrowed and searched, and is there after a reload (${language})`, async ({
    page,
    platform,
  }) => {
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const cluster = await simulated(platform);
    const name = `writer-${language}`;
    await runPod(platform, cluster, name, says({ 'log-lines-per-second': '20' }));
    await console.signIn();
    await console.open(`/clusters/${cluster}/namespaces/default/pods/${name}`);
    await console.act('logs.open');
    await expect(log(page)).toContainText('"msg":"request"');
    await expect(page.getByText(w('logs.following'), { exact: true })).toBeVisible();
    await expectAccessible(page, 'a log');

    // Narrowed: a method that is left out is no longer there, another is marked.
    await page.getByRole('textbox', { name: w('logs.filter') }).fill('PUT -GET');
    await expect(log(page).locator('mark').first()).toHaveText('PUT');
    await expect(log(page)).not.toContainText('GET');
    await page.getByRole('textbox', { name: w('logs.filter') }).fill('');

    // Searched: it stands still there, and the way back to the end is offered.
    await page.getByRole('textbox', { name: w('logs.find') }).fill('listening');
    await page.getByRole('textbox', { name: w('logs.find') }).press('Enter');
    await expect(log(page).locator('.kp-log__row--current')).toContainText('listening');
    await page.getByRole('button', { name: /新日志|跳到末尾|o the end/ }).click();
    await expect(log(page).locator('.kp-log__row--current')).toHaveCount(0);

    await console.navigate('kinds.deployments');
    await expect(log(page)).toContainText('"msg":"request"');
    await page.reload();
    await expect(log(page)).toContainText('"msg":"request"');
    await page.getByRole('button', { name: w('dock.close', { title: `Pod · ${name}` }) }).click();
    await expect(log(page)).toHaveCount(0);
    await platform.api('DELETE', `${podsOf(cluster)}/${name}`);
    expect(failures).toEqual([]);
  });
}

for (const member of members) {
  test(`the log of a workload goes on through a roll-out, and of a pod through a reload (${member})`, async ({
    page,
    platform,
  }) => {
    const w = wordsOf('en');
    const console = new Console(page, platform.url, 'en', w);
    const name = `rolled-${process.pid}`;
    const labels = { app: name };
    // The words that everything which is started writes once.
    const { image, command, annotations } =
      member === 'simulated'
        ? { ...says({ 'log-lines-per-second': '5' }), command: undefined }
        : { ...writer, image: 'busybox:1.36', annotations: {} };
    const [line, once] = member === 'simulated' ? ['"msg":"request"', 'listening'] : ['line 1 of', '"line 1 of"'];
    await inMember(platform, member, async (cluster) => {
      await platform.api('POST', apps(cluster), {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name },
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels, annotations },
            spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'main', image, command }] },
          },
        },
      });
      await console.signIn();
      const path = `${api}/clusters/${cluster}/namespaces/default/deployments/${name}`;
      const settled = () => expect.poll(() => platform.settledVersion(cluster, 'default', name), { timeout: 180_000 });
      await settled().not.toBeNull();
      await console.open(`/clusters/${cluster}/namespaces/default/deployments/${name}?tab=logs`);
      await expect(log(page)).toContainText(line);
      await platform.api('POST', `${path}:restart`, {});
      await page.getByRole('textbox', { name: w('logs.filter') }).fill('nothing-has-this');
      await expect(log(page).getByText(/ joined$/)).toHaveCount(2, { timeout: 180_000 });
      await expect(log(page).getByText(/ is gone$/)).toHaveCount(2, { timeout: 180_000 });
      await page.getByRole('textbox', { name: w('logs.filter') }).fill(once);
      // Of the two that went and of the two that came.
      await expect(log(page).locator('.kp-log__row mark')).toHaveCount(4);

      // One of its pods, in the dock.
      await settled().not.toBeNull();
      const { items } = await platform.api<{ items: { metadata: { name: string } }[] }>(
        'GET',
        `${podsOf(cluster)}?labelSelector=app=${name}`,
      );
      const pod = items[0]?.metadata.name ?? '';
      await console.open(`/clusters/${cluster}/namespaces/default/pods/${pod}`);
      await console.act('logs.open');
      await expect(log(page)).toContainText(line);
      await page.reload();
      await expect(log(page)).toContainText(line);
      await expect(page.getByText(w('logs.following'), { exact: true })).toBeVisible();
      await page.getByRole('button', { name: w('dock.close', { title: `Pod · ${pod}` }) }).click();
      await platform.api('DELETE', `${apps(cluster)}/${name}`);
    });
  });
}

test('ten thousand lines a second and lines of five megabytes leave the page small', async ({ page, platform }) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  const cluster = await simulated(platform);
  await runPod(platform, cluster, 'flood', flooding);
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/flood`);
  await console.act('logs.open');
  await expect(log(page)).toContainText('"msg"');
  await page.getByRole('textbox', { name: w('logs.filter') }).fill('xxxxxxxx');
  await expect(page.getByRole('button', { name: /^Show more of 5\.0 MB/ }).first()).toBeVisible({ timeout: 60_000 });
  await page
    .getByRole('button', { name: /^Show more of 5\.0 MB/ })
    .first()
    .click();
  expect(await log(page).locator('.kp-log__row').count()).toBeLessThan(100);
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(5_000);
  await platform.api('DELETE', `${podsOf(cluster)}/flood`);
});

test('long lines are broken or not, and times are shown or not, also after a reload', async ({ page, platform }) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  const cluster = await simulated(platform);
  const long = { 'log-lines-per-second': '5', 'log-line-bytes': '4000', 'log-long-line-every': '2' };
  const pod = await runPod(platform, cluster, 'long-lines', says(long));
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/long-lines`);
  await console.act('logs.open');
  await expect(log(page)).toContainText('xxxxxxxx');
  const isWider = () => expect.poll(() => log(page).evaluate((rows) => rows.scrollWidth > rows.clientWidth));
  const time = log(page)
    .locator('.kp-log__time')
    .filter({ hasText: /^\d{4}-\d\d-\d\d[T ]/ });
  const flip = async (key: string) => {
    await console.button('logs.options').click();
    await page.getByRole('menu').getByText(w(key), { exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  };
  await isWider().toBe(false);
  await expect(time).toHaveCount(0);
  await flip('logs.wrap');
  await isWider().toBe(true);
  await flip('logs.times');
  await expect(time.first()).toBeVisible();
  await page.reload();
  await expect(time.first()).toBeVisible();
  await isWider().toBe(true);
  await flip('logs.wrap');
  await isWider().toBe(false);
  await flip('logs.times');
  await expect(time).toHaveCount(0);
  await platform.api('DELETE', pod);
});

test('a log that is scrolled back stands still until its end is asked for, and is downloaded whole', async ({
  page,
  platform,
}) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  const failures = pageFailures(page);
  const cluster = await simulated(platform);
  const pod = await runPod(platform, cluster, 'scrolled', says({ 'log-lines-per-second': '50' }));
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/scrolled`);
  await console.act('logs.open');
  await expect(log(page)).toContainText('"msg":"request"');
  const place = () => log(page).evaluate(({ scrollTop, scrollHeight }) => ({ scrollTop, scrollHeight }));
  const toTheEnd = page.getByRole('button', { name: /o the end$/ });
  // There is something to scroll back to. What comes in the same moment may take it to the end once more.
  await expect.poll(async () => (await place()).scrollTop).toBeGreaterThan(500);
  await expect(async () => {
    await log(page).evaluate((rows) => rows.scrollBy({ top: -300, behavior: 'instant' }));
    await expect(toTheEnd).toBeVisible({ timeout: 5_000 });
  }).toPass();
  const left = await place();
  // What comes meanwhile comes below, and moves nothing.
  await expect.poll(async () => (await place()).scrollHeight).toBeGreaterThan(left.scrollHeight + 500);
  expect((await place()).scrollTop).toBe(left.scrollTop);
  await toTheEnd.click();
  await expect(toTheEnd).toHaveCount(0);
  await expect.poll(async () => (await place()).scrollTop).toBeGreaterThan(left.scrollTop + 500);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: w('logs.download') }).click();
  const saved = readFileSync(await (await download).path(), 'utf8').split('\n');
  expect(saved.filter((line) => line.includes('listening'))).toHaveLength(1);
  expect(saved.filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(50);
  await platform.api('DELETE', pod);
  expect(failures).toEqual([]);
});

test('two tabs stand side by side, by keyboard, also after a reload', async ({ page, platform }) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  const cluster = await simulated(platform);
  await runPod(platform, cluster, 'one', says({}));
  await runPod(platform, cluster, 'two', says({}));
  await console.signIn();
  for (const name of ['one', 'two']) {
    await console.open(`/clusters/${cluster}/namespaces/default/pods/${name}`);
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
    await page.keyboard.press('l');
    await expect(page.getByRole('tab', { name: `Pod · ${name}`, exact: true })).toBeVisible();
  }
  await page.getByRole('heading', { name: 'two', exact: true }).click();
  await page.keyboard.press('d');
  await page.keyboard.press('s');
  await expect(log(page)).toHaveCount(2);
  for (const each of await log(page).all()) await expect(each).toBeVisible();
  await expectAccessible(page, 'two logs side by side');
  await page.reload();
  for (const each of [0, 1]) await expect(log(page).nth(each)).toBeVisible();
  await page.getByRole('button', { name: w('dock.unsplit') }).click();
  await expect(log(page).filter({ visible: true })).toHaveCount(1);
  for (const name of ['one', 'two']) await platform.api('DELETE', `${podsOf(cluster)}/${name}`);
});
