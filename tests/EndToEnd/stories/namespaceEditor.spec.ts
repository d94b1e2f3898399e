import type { Page } from '@playwright/test';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import type { Platform } from '../support/platform';
import { wordsOf, type Language } from '../support/words';

const password = 'A-long-enough-password-1!';
const root = '/apis/kpanda.io/v1alpha1';

const shop = { cluster: 'prod-shanghai', namespace: 'shop' };

interface Listed {
  items: { metadata: { name: string; namespace?: string; cluster?: string } }[];
  pagination: { total: number };
}

/** An editor of two namespaces in two clusters, and where these are. */
async function editor(platform: Platform, language: Language) {
  const { items } = await platform.api<Listed>('GET', `${root}/clusters`);
  const other = items.map(({ metadata }) => metadata.name).find((each) => each !== shop.cluster) ?? '';
  const own = [shop, { cluster: other, namespace: 'default' }];
  const name = `two-namespaces-${language}-${Date.now()}`;
  await platform.api('POST', '/apis/ghippo.io/v1alpha1/users', { name, password, temporary: false });
  for (const { cluster, namespace } of own)
    await platform.api('POST', '/api/v1/permissions/grants', {
      cluster,
      namespaces: [namespace],
      role: 'role-template-ns-edit',
      subjects: [{ kind: 'User', name }],
    });
  return { name, own };
}

/** What the page itself may read. */
const read = async (page: Page, platform: Platform, path: string) =>
  (await (await page.request.get(platform.url + path)).json()) as Listed;

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`an editor of two namespaces in two clusters sees these and nothing else, ${language}`, async ({
    page,
    platform,
  }) => {
    const w = wordsOf(language);
    const { name, own } = await editor(platform, language);
    const failures = pageFailures(page);
    await new Console(page, platform.url, language, w).signIn({ username: name, password });
    const rows = page.locator('tr[data-key]');

    await test.step('the page that opens first begins at their namespaces', async () => {
      await page.goto(platform.url);
      const table = page.getByRole('grid', { name: w('overview.ownNamespaces'), exact: true });
      await expect(table.getByRole('row')).toHaveCount(3);
      for (const { cluster, namespace } of own)
        await expect(table.getByRole('row').filter({ hasText: cluster }).filter({ hasText: namespace })).toHaveCount(1);
      await expect(page.getByText(w('overview.capacity'), { exact: true })).toHaveCount(0);
      await expectAccessible(page, 'the overview of an editor of namespaces');
    });

    await test.step('lists and their counts are those of the two', async () => {
      let total = 0;
      for (const { cluster, namespace } of own)
        total += (await platform.api<Listed>('GET', `${root}/clusters/${cluster}/namespaces/${namespace}/configmaps`))
          .pagination.total;
      expect(total).toBeGreaterThan(0);
      const mine = await read(page, platform, `${root}/asl/configmaps?pageSize=500`);
      expect(mine.pagination.total).toBe(total);
      for (const { metadata } of mine.items)
        expect(own).toContainEqual({ cluster: metadata.cluster, namespace: metadata.namespace });
      await page.goto(`${platform.url}/namespaces`);
      await expect(rows).toHaveCount(2);
    });

    await test.step('the search finds nothing elsewhere', async () => {
      await page.goto(`${platform.url}/search?q=${encodeURIComponent('kind:configmap')}`);
      const results = page.getByRole('grid', { name: w('search.results'), exact: true });
      const found = results.getByRole('row').filter({ has: page.getByRole('link') });
      await expect(found.first()).toBeVisible();
      for (const line of await found.allInnerTexts())
        expect(own.some(({ cluster, namespace }) => line.includes(cluster) && line.includes(namespace))).toBe(true);
    });

    await test.step('what happens there is seen as it happens, and what happens beside it is not', async () => {
      const [{ cluster, namespace } = { cluster: '', namespace: '' }] = own;
      const made = `made-${language}-${Date.now()}`;
      const make = (where: string, object: string) =>
        platform.api('POST', `${root}/clusters/${cluster}/namespaces/${where}/configmaps`, {
          data: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: object, namespace: where } }),
        });
      await page.goto(`${platform.url}/clusters/${cluster}/configmaps`);
      await expect(rows.first()).toBeVisible();
      await make('kube-system', `${made}-beside`);
      await make(namespace, made);
      await expect(rows.filter({ hasText: made })).toHaveCount(1);
      await expect(rows.filter({ hasText: `${made}-beside` })).toHaveCount(0);
    });

    await test.step('a page of another namespace says that there is no right, and whom to ask', async () => {
      const [{ cluster } = { cluster: '' }] = own;
      const answer = await page.request.get(
        `${platform.url}${root}/clusters/${cluster}/namespaces/kube-system/configmaps`,
      );
      const text = await answer.text();
      expect(answer.status() === 403 || (JSON.parse(text) as Listed).items.length === 0).toBe(true);
      expect(text).not.toContain('kube-root-ca.crt');
    });
    expect(failures).toEqual([]);
  });
}
