import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';
import type { Page } from '@playwright/test';

const password = 'A-long-enough-password-1!';
const cluster = 'prod-shanghai';
const namespace = 'shop';

/** What the menu of a Deployment has, and which of it somebody may use who looks, and who edits. */
const looking = ['actions.editYaml', 'logs.open'];
const editing = [
  ...looking,
  'actions.scale',
  'actions.restart',
  'actions.pause',
  'bulk.labels',
  'bulk.annotations',
  'actions.delete',
];

interface Row {
  role: string;
  /** What they may use of the menu of a Deployment. */
  workload: string[];
  mayCreate: boolean;
  seesSecrets: boolean;
  seesNodes: boolean;
  /** Whether pages of objects tell them who else may see those. */
  asksWho: boolean;
  mayCordon: boolean;
  /** What they may use of the menu of the cluster. */
  cluster: string[];
}

const looks = {
  workload: looking,
  mayCreate: false,
  seesSecrets: false,
  mayCordon: false,
  cluster: ['kubeconfig.action'],
};
const edits = { ...looks, workload: editing, mayCreate: true, seesSecrets: true };
const table: Row[] = [
  { role: 'role-template-ns-view', ...looks, seesNodes: false, asksWho: false },
  { role: 'role-template-ns-edit', ...edits, seesNodes: false, asksWho: false },
  { role: 'role-template-ns-admin', ...edits, seesNodes: false, asksWho: true },
  { role: 'role-template-cluster-view', ...looks, seesNodes: true, asksWho: false },
  { role: 'role-template-cluster-edit', ...edits, seesNodes: true, asksWho: false },
  {
    role: 'role-template-cluster-admin',
    ...edits,
    seesNodes: true,
    asksWho: true,
    mayCordon: true,
    cluster: ['kubeconfig.action', 'clusters.edit.action'],
  },
];

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`each role finds what it may do, and the rest out of reach with the reason, ${language}`, async ({
    page,
    platform,
    browser,
  }) => {
    test.slow();
    const w = wordsOf(language);
    await new Console(page, platform.url, language, w).signIn();
    for (const row of table) {
      await test.step(row.role, async () => {
        const name = `${row.role.slice('role-template-'.length)}-${language}-${Date.now()}`;
        await platform.api('POST', '/apis/ghippo.io/v1alpha1/users', { name, password, temporary: false });
        await platform.api('POST', '/api/v1/permissions/grants', {
          cluster,
          namespaces: row.role.includes('-ns-') ? [namespace] : [],
          role: row.role,
          subjects: [{ kind: 'User', name }],
        });
        const context = await browser.newContext();
        const own = await context.newPage();
        const failures = pageFailures(own);
        await own.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
        await own.goto(`${platform.url}/clusters/${cluster}/deployments?namespace=${namespace}`);
        await own.locator('#username').fill(name);
        await own.locator('#password').fill(password);
        await own.getByRole('button', { name: w('signIn.submit'), exact: true }).click();

        const first = own.locator('tr[data-key]').first();
        await expect(first).toBeVisible();
        await expect(own.getByRole('link', { name: w('nav.nodes'), exact: true })).toHaveCount(row.seesNodes ? 1 : 0);
        await expectUsable(own.getByRole('button', { name: w('create.button'), exact: true }), row.mayCreate);
        await first.getByRole('button', { expanded: false }).last().click();
        await expectMenu(
          own,
          editing.map((key) => w(key)),
          row.workload.map((key) => w(key)),
        );
        if (row.role === 'role-template-ns-view') {
          await expect(menuItem(own, w('actions.delete'))).toContainText('deployments');
          await expectAccessible(own, 'a menu of which little may be used');
        }

        await own.keyboard.press('Escape');
        await first.getByRole('link').first().click();
        await expect(own.getByRole('tab', { name: w('object.tab.yaml'), exact: true })).toBeVisible();
        const who = own.getByRole('tab', { name: w('object.tab.access'), exact: true });
        await expect(who).toHaveCount(row.asksWho ? 1 : 0);
        if (row.asksWho) {
          await who.click();
          await own.getByRole('button', { name: w('permissions.may.delete'), exact: true }).click();
          const mine = own.getByRole('row').filter({ hasText: name });
          if (row.workload.includes('actions.delete')) await expect(mine).toBeVisible();
          else await expect(mine).toHaveCount(0);
          if (row.role === 'role-template-ns-admin') await expectAccessible(own, 'who has access to an object');
        }

        await own.goto(`${platform.url}/clusters/${cluster}/secrets?namespace=${namespace}`);
        await expect(
          row.seesSecrets ? own.locator('tr[data-key]').first() : own.locator('main .pf-v6-c-empty-state'),
        ).toBeVisible();

        if (row.seesNodes) {
          await own.goto(`${platform.url}/clusters/${cluster}/nodes`);
          await own.locator('tr[data-key]').first().getByRole('button', { expanded: false }).last().click();
          await expectUsable(menuItem(own, w('bulk.labels')), row.mayCordon);
        }

        await own.goto(`${platform.url}/clusters/${cluster}`);
        await own.getByRole('button', { name: w('clusters.actions'), exact: true }).click();
        const all = [
          'kubeconfig.action',
          'clusters.edit.action',
          'clusters.kubeconfig.action',
          'clusters.remove.action',
        ];
        await expectMenu(
          own,
          all.map((key) => w(key)),
          row.cluster.map((key) => w(key)),
        );
        expect(failures).toEqual([]);
        await context.close();
      });
    }
  });
}

async function expectUsable(control: ReturnType<Page['locator']>, isUsable: boolean): Promise<void> {
  await expect(control).toBeVisible();
  if (isUsable) await expect(control).not.toHaveAttribute('aria-disabled', 'true');
  else await expect(control).toHaveAttribute('aria-disabled', 'true');
}

/** Of an open menu these, and no others, can be used. */
async function expectMenu(page: Page, all: string[], usable: string[]): Promise<void> {
  for (const title of all) await expectUsable(menuItem(page, title), usable.includes(title));
}

/** What cannot be used says why behind its title. */
const menuItem = (page: Page, title: string) =>
  page.getByRole('menuitem').filter({ has: page.getByText(title, { exact: true }) });

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`what is given and taken shows on the page that is open, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const failures = pageFailures(page);
    const name = `open-${language}-${Date.now()}`;
    await platform.api('POST', '/apis/ghippo.io/v1alpha1/users', { name, password, temporary: false });
    const { items } = await platform.api<{ items: { id: string }[] }>('POST', '/api/v1/permissions/grants', {
      cluster,
      namespaces: [namespace],
      role: 'role-template-ns-edit',
      subjects: [{ kind: 'User', name }],
    });
    const become = (role: string) => platform.api('PUT', `/api/v1/permissions/grants/${items[0]?.id}`, { role });
    const console = new Console(page, platform.url, language, w);
    await console.signIn({ username: name, password });

    await test.step('a button goes out of reach and comes back', async () => {
      await console.open(`/clusters/${cluster}/deployments?namespace=${namespace}`);
      await expect(page.locator('tr[data-key]').first()).toBeVisible();
      await expectUsable(console.button('create.button'), true);
      await become('role-template-ns-view');
      await expectUsable(console.button('create.button'), false);
      await become('role-template-ns-edit');
      await expectUsable(console.button('create.button'), true);
    });

    await test.step('what one holds is shown as it is now', async () => {
      await console.open('/my-permissions');
      const held = page.getByRole('grid', { name: w('permissions.mine'), exact: true });
      await expect(held.getByRole('row').filter({ hasText: w('permissions.roles.namespaceEdit') })).toHaveCount(1);
      const allowed = page.getByRole('grid', { name: w('allowed.table'), exact: true });
      await page.getByRole('button', { name: namespace, exact: true }).click();
      await expect(allowed.getByRole('row').filter({ hasText: 'secrets' })).toHaveCount(1);
      await expectAccessible(page, 'what one holds and may do');
      await become('role-template-ns-view');
      await expect(held.getByRole('row').filter({ hasText: w('permissions.roles.namespaceView') })).toHaveCount(1);
      await expect(allowed.getByRole('row').filter({ hasText: 'secrets' })).toHaveCount(0);
    });
    expect(failures).toEqual([]);
  });
}
