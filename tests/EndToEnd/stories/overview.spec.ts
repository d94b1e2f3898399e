import type { Locator } from '@playwright/test';
import { parse } from 'yaml';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, test } from '../support/fixtures';
import { manifest } from '../support/journey';
import { administrator } from '../support/platform';
import { wordsOf, type Language } from '../support/words';

const api = '/apis/kpanda.io/v1alpha1';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`a broken pod is found from the overview, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    await console.signIn();

    await test.step('the overview says what is wrong in which cluster', async () => {
      await console.navigate('nav.overview');
      await expect(console.heading('nav.overview')).toBeVisible();
      await expect(page.getByRole('grid', { name: w('overview.warnings'), exact: true })).toBeVisible();
      await expectAccessible(page, 'fleet overview');
    });

    await test.step('one click leads to the pod', async () => {
      const pod = page
        .getByRole('grid', { name: w('overview.trouble'), exact: true })
        .getByRole('link', { name: /^recommendations-/ })
        .first();
      const name = await pod.innerText();
      await pod.click();
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
      await expect(page).toHaveURL(/\/namespaces\/shop\/pods\/recommendations-/);
    });

    await test.step('its cluster at a glance', async () => {
      await console.open('/clusters/prod-shanghai');
      await expect(page.getByRole('link', { name: 'CoreDNS', exact: true })).toBeVisible();
      await expectAccessible(page, 'cluster at a glance');
    });

    await test.step('keys can be bound otherwise', async () => {
      await console.open('/preferences');
      await expect(console.heading('preferences.title')).toBeVisible();
      await expectAccessible(page, 'preferences');
      await console.button('keyboard.changeOf', { action: w('keyboard.do.clusters') }).click();
      await page.keyboard.press('z');
      await expectAccessible(page, 'keys of an action');
      await console.button('actions.save').click();
      await page.keyboard.press('z');
      await expect(console.heading('nav.clusters')).toBeVisible();
      await console.open('/preferences');
      await console.button('keyboard.resetOf', { action: w('keyboard.do.clusters') }).click();
      await expect(console.button('keyboard.resetOf', { action: w('keyboard.do.clusters') })).toBeHidden();
    });
  });
}

test('a broken pod of any cluster is four clicks from the overview at most', async ({ page, platform }) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  const { items: clusters } = await platform.api<{ items: { metadata: { name: string } }[] }>('GET', `${api}/clusters`);
  const names = clusters.map(({ metadata }) => metadata.name);
  const [noisy = '', ...quiet] = names;
  const namespace = 'default';
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { story: 'clicks' } },
    spec: { containers: [{ name: 'web', image: 'nginx:does-not-exist' }] },
  });
  const pods = (cluster: string) => `/k8s/clusters/${cluster}/api/v1/namespaces/${namespace}/pods`;

  // One cluster has more trouble than the overview has places, and it is newer than that of the others.
  for (const cluster of quiet) await platform.api('POST', pods(cluster), pod('quiet'));
  for (let number = 0; number < 120; number++) await platform.api('POST', pods(noisy), pod(`noisy-${number}`));
  await expect
    .poll(async () => {
      const list = `${api}/asl/pods?labelSelector=story%3Dclicks&pageSize=1000`;
      const { items } = await platform.api<{ items: { kpanda: { severity: string } }[] }>('GET', list);
      return items.filter(({ kpanda }) => kpanda.severity === 'failing').length;
    })
    .toBe(120 + quiet.length);

  await console.signIn();
  let clicks = 0;
  const click = async (target: Locator) => {
    await target.click();
    clicks++;
  };
  const expectPod = async (cluster: string, name: string) => {
    await expect(page).toHaveURL(`${platform.url}/clusters/${cluster}/namespaces/${namespace}/pods/${name}`);
    await expect(page.getByText('nginx:does-not-exist').first()).toBeVisible();
    expect(clicks).toBeLessThanOrEqual(4);
  };
  const begin = async () => {
    await console.open('/');
    await expect(page.getByRole('grid', { name: w('overview.trouble'), exact: true })).toBeVisible();
    clicks = 0;
  };

  for (const cluster of quiet) {
    await test.step(`the worst of ${cluster} stands on the overview itself`, async () => {
      await begin();
      const trouble = page.getByRole('grid', { name: w('overview.trouble'), exact: true }).getByRole('row');
      await click(
        trouble
          .filter({ hasText: `Pod · ${namespace} · ${cluster}` })
          .getByRole('link', { name: 'quiet', exact: true }),
      );
      await expectPod(cluster, 'quiet');
    });
  }

  for (const cluster of names) {
    await test.step(`every broken pod of ${cluster} is in a list that the overview leads to`, async () => {
      const name = cluster === noisy ? 'noisy-77' : 'quiet';
      await begin();
      await click(page.getByRole('link', { name: new RegExp(`^${w('kinds.pods')} · ${cluster} `) }));
      await expect(console.heading('kinds.pods')).toBeVisible();
      // The worst come first; a name is typed where there are many of these.
      await page.getByRole('textbox', { name: w('list.filterByName') }).fill(name);
      await click(console.row(name).filter({ hasText: namespace }).getByRole('link', { name, exact: true }));
      await expectPod(cluster, name);
    });
  }

  for (const cluster of names) await platform.api('DELETE', `${pods(cluster)}?labelSelector=story%3Dclicks`);
});

test('an everyday task is done by keyboard alone', async ({ page, platform }) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  const { keyboard } = page;
  const deployments = `/k8s/clusters/staging/apis/apps/v1/namespaces/default/deployments`;
  await platform.api('POST', deployments, parse(manifest('by-keyboard')));
  await page.addInitScript(() =>
    addEventListener('pointerdown', () => sessionStorage.setItem('pointer', 'used'), { capture: true }),
  );
  await console.beginWith('/');
  await console.field('username').focus();
  await keyboard.type(administrator.username);
  await keyboard.press('Tab');
  await keyboard.type(administrator.password);
  await keyboard.press('Enter');
  await expect(console.heading('nav.overview')).toBeVisible();

  await test.step('the palette leads to a list', async () => {
    await keyboard.press('ControlOrMeta+K');
    await keyboard.type('deployments');
    await expect(page.getByRole('option', { selected: true })).toContainText(w('kinds.deployments'));
    await keyboard.press('Enter');
    await expect(console.heading('kinds.deployments')).toBeVisible();
    await expect(console.rows).not.toHaveCount(0);
  });

  await test.step('a filter leaves one row, which is opened', async () => {
    await keyboard.press('f');
    await keyboard.type('by-keyb');
    await expect(console.rows).toHaveCount(1);
    await keyboard.press('Enter');
    await expect(console.row('by-keyboard')).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'by-keyboard', exact: true })).toBeVisible();
  });

  await test.step('it is scaled', async () => {
    await choose('scale', 'actions.scale');
    await expect(page.getByRole('spinbutton', { name: w('scale.replicas') })).toBeFocused();
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type('3');
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect
      .poll(async () => (await platform.api<{ spec: { replicas: number } }>('GET', `${deployments}/by-keyboard`)).spec)
      .toMatchObject({ replicas: 3 });
  });

  await test.step('a label is added, and shows', async () => {
    await choose('labels', 'bulk.labels');
    const add = page.getByRole('dialog').getByRole('button', { name: w('bulk.add'), exact: true });
    for (let step = 0; step < 20 && !(await add.evaluate((button) => button === document.activeElement)); step++)
      await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: w('bulk.key') }).last()).toBeFocused();
    await keyboard.type('reviewed-by');
    await keyboard.press('Tab');
    await keyboard.type('ada');
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText('reviewed-by=ada').first()).toBeVisible();
  });

  await test.step('it is deleted by typing its name, and the list is there again', async () => {
    await keyboard.press('Delete');
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
    await keyboard.type('by-keyboard');
    await keyboard.press('Enter');
    await expect(console.heading('kinds.deployments')).toBeVisible();
    await expect(console.row('by-keyboard')).toHaveCount(0);
  });

  expect(await page.evaluate(() => sessionStorage.getItem('pointer'))).toBeNull();

  /** Chooses what the page offers from the palette. */
  async function choose(typed: string, key: string): Promise<void> {
    await keyboard.press('ControlOrMeta+K');
    await keyboard.type(typed);
    await expect(page.getByRole('option', { selected: true })).toContainText(w(key));
    await keyboard.press('Enter');
  }
});

test('the console is walked by keyboard alone', async ({ page, platform }) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  await console.beginWith('/');
  await console.field('username').focus();
  await page.keyboard.type('admin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('End-to-end-1!');
  await page.keyboard.press('Enter');
  await expect(console.heading('nav.overview')).toBeVisible();

  await test.step('places have keys', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await expect(console.heading('nav.clusters')).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await expect(console.heading('kinds.pods')).toBeVisible();
  });

  await test.step('the help shows them', async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toContainText(w('keyboard.groups.places'));
    await expectAccessible(page, 'keyboard help');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('a name leads to its object in any cluster', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await expect(page.getByRole('combobox', { name: w('palette.title') })).toBeFocused();
    await page.keyboard.type('cart-config prod');
    await expect(page.getByRole('option', { selected: true })).toContainText('ConfigMap · shop · prod-shanghai');
    await expectAccessible(page, 'command palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('storefront deployment prod');
    await expect(page.getByRole('option', { selected: true })).toContainText('Deployment · shop · prod-shanghai');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'storefront', exact: true })).toBeVisible();
  });

  await test.step('and one level up is its list, whose rows are walked', async () => {
    await page.keyboard.press('u');
    await expect(console.heading('kinds.deployments')).toBeVisible();
    await expect(console.rows.first()).toBeVisible();
    await console.rows.first().focus();
    await page.keyboard.press('j');
    await expect(console.rows.nth(1)).toBeFocused();
    const name = await console.rows.nth(1).getByRole('link').first().innerText();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  });
});
