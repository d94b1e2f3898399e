import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { runPod, simulated, sleeping } from '../support/containers';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf } from '../support/words';

const w = wordsOf('en');

test('what a terminal showed is played and sought in, by those who may read the audit', async ({
  page,
  platform,
  browser,
}) => {
  const console = new Console(page, platform.url, 'en', w);
  const failures = pageFailures(page);
  const cluster = await simulated(platform);
  const pod = await runPod(platform, cluster, 'recorded', sleeping);
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/recorded`);
  await console.act('terminal.open');
  const screen = page.getByTestId('terminal').locator('.xterm-rows');
  await expect(screen).toContainText('#');
  await page.keyboard.type("echo fir''st\n");
  await expect(screen).toContainText('first');
  await page.keyboard.type("sleep 2; echo se''cond\n");
  await expect(screen).toContainText('second');
  await page.keyboard.type('exit\n');
  await expect(page.getByText(w('terminal.exited', { code: '0' }))).toBeVisible();

  const records = `/apis/ghippo.io/v1alpha3/audits?searchType=exact&clusterName=${cluster}&sourceName=recorded&verb=create`;
  let id = '';
  await expect
    .poll(async () => {
      const { items } = await platform.api<{ items: { id: string; subresource: string; statusCode: number }[] }>(
        'GET',
        records,
      );
      id = items.find(({ subresource, statusCode }) => subresource === 'exec' && statusCode === 101)?.id ?? '';
      return id;
    })
    .not.toBe('');

  await console.open(`/audit?cluster=${cluster}&name=recorded&verb=create`);
  const details = page.getByRole('row').filter({ hasText: 'exec' }).getByRole('button');
  await details.first().click();
  await console.button('recording.open').click();
  const played = page.getByTestId('recording').locator('.xterm-rows');
  await expect(played).toContainText('first');
  await expect(played).toContainText('second');
  await expectAccessible(page, 'a recording');

  // It stands at the end. Between the two lines only the first is there, and from there it plays on.
  await expect(console.button('recording.play')).toBeVisible();
  const lines = (await (await page.request.get(`${platform.url}/api/v1/audits/${id}/recording`)).text())
    .trim()
    .split('\n');
  const events = lines.slice(1).map((line) => JSON.parse(line) as [at: number, kind: string, data: string]);
  const timeOf = (text: string) => events.find(([, kind, data]) => kind === 'o' && data.includes(text))?.[0] ?? NaN;
  const between = (timeOf('first') + timeOf('second')) / 2 / (events.at(-1)?.[0] ?? NaN);
  const rail = page.getByRole('dialog').locator('.pf-v6-c-slider__rail');
  const { width = 0 } = (await rail.boundingBox()) ?? {};
  await rail.click({ position: { x: width * between, y: 1 } });
  await expect(played).not.toContainText('second');
  await expect(played).toContainText('first');
  await console.button('recording.play').click();
  await expect(played).toContainText('second');

  // Nobody else.
  const other = await platform.person(`onlooker-${Date.now()}`, { cluster, role: 'role-template-cluster-admin' });
  const context = await browser.newContext();
  const own = new Console(await context.newPage(), platform.url, 'en', w);
  await own.signIn(other);
  const answer = await own.page.request.get(`${platform.url}/api/v1/audits/${id}/recording`);
  expect(answer.status()).toBe(403);
  await own.open('/audit');
  await expect(own.page.getByText(w('list.failure.denied.title'))).toBeVisible();
  await expect(own.page.getByRole('table')).toHaveCount(0);
  await context.close();
  await platform.api('DELETE', pod);
  expect(failures).toEqual([]);
});
