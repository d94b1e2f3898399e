import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

const password = 'A-long-enough-password-1!';

interface Created {
  id: string;
}

const viewer = 'role-template-ns-view';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`a right that is added to a role is in the hands of whoever holds it, until it is taken off, ${language}`, async ({
    page,
    platform,
    browser,
  }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const name = `viewer-${language}-${Date.now()}`;
    await platform.api<Created>('POST', '/apis/ghippo.io/v1alpha1/users', { name, password, temporary: false });
    await platform.api('POST', '/api/v1/permissions/grants', {
      cluster: 'prod-shanghai',
      namespaces: ['default'],
      role: viewer,
      subjects: [{ kind: 'User', name }],
    });
    await console.signIn();

    const context = await browser.newContext();
    const own = await context.newPage();
    await own.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
    await own.goto(`${platform.url}/clusters/prod-shanghai/configmaps`);
    await own.locator('#username').fill(name);
    await own.locator('#password').fill(password);
    await own.getByRole('button', { name: w('signIn.submit'), exact: true }).click();
    await expect(own.locator('tr[data-key]').first()).toBeVisible();

    await test.step('an administrator adds a right, takes one away, and looks at the difference', async () => {
      await console.open(`/permissions/roles?role=${viewer}`);
      await console.button('roles.add').click();
      await page
        .getByRole('dialog')
        .getByRole('textbox', { name: w('kindsPage.find') })
        .fill('resourcequotas');
      await page.getByRole('dialog').getByRole('radio', { name: 'resourcequotas', exact: true }).check();
      await page.getByRole('dialog').getByRole('checkbox', { name: 'create', exact: true }).check();
      await expectAccessible(page, 'a rule is added');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('roles.add'), exact: true })
        .click();
      await console.button('roles.remove').click();
      await page
        .getByRole('dialog')
        .getByRole('textbox', { name: w('kindsPage.find') })
        .fill('configmaps');
      await page.getByRole('dialog').getByRole('radio', { name: 'configmaps', exact: true }).check();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('roles.remove'), exact: true })
        .click();
      await console.button('roles.review').click();
      const review = page.getByRole('dialog');
      await expect(review.getByRole('row').filter({ hasText: 'resourcequotas' })).toContainText('create');
      await expect(review.getByRole('row').filter({ hasText: 'configmaps' })).toContainText('get, list, watch');
      await expectAccessible(page, 'the difference');
      await review.getByRole('button', { name: w('actions.save'), exact: true }).click();
      await expect(review).toBeHidden();
      await expectAccessible(page, 'a changed role');
    });

    await test.step('the viewer has the one and not the other', async () => {
      const may = async (ask: string) => {
        const answer = await own.request.get(`${platform.url}/api/v1/permissions/check?ask=${ask}`);
        return ((await answer.json()) as { items: { allowed: boolean }[] }).items[0]?.allowed;
      };
      expect(await may('create,,resourcequotas,,prod-shanghai,default,')).toBe(true);
      expect(await may('list,,configmaps,,prod-shanghai,default,')).toBe(false);
      await own.goto(`${platform.url}/clusters/prod-shanghai/configmaps`);
      await expect(own.locator('main .pf-v6-c-empty-state')).toBeVisible();
    });

    await test.step('what is built in is restored, and the open list fills', async () => {
      await console.button('roles.restore').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: w('roles.restore'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await own.reload();
      await expect(own.locator('tr[data-key]').first()).toBeVisible();
    });

    expect(failures).toEqual([]);
    await context.close();
  });
  test(`an editor of two namespaces in two clusters sees exactly those until they are taken back, ${language}`, async ({
    page,
    platform,
    browser,
  }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const name = `editor-${language}-${Date.now()}`;
    await platform.api<Created>('POST', '/apis/ghippo.io/v1alpha1/users', { name, password, temporary: false });
    await console.signIn();

    for (const cluster of ['prod-shanghai', 'staging']) {
      await test.step(`a role is granted in ${cluster}`, async () => {
        await console.open('/permissions?tab=namespace');
        await expect(console.heading('permissions.title')).toBeVisible();
        await console.button('permissions.add.namespace').click();
        const dialog = page.getByRole('dialog');
        await dialog.locator('#grant-cluster').selectOption(cluster);
        await dialog.locator('#grant-namespace-default').check();
        await dialog.getByRole('textbox', { name: w('permissions.findSubject'), exact: true }).fill(name);
        await dialog.getByRole('checkbox', { name, exact: true }).check();
        await dialog.getByRole('radio', { name: w('permissions.roles.namespaceEdit'), exact: true }).check();
        await expectAccessible(page, 'grant dialog');
        await dialog.getByRole('button', { name: w('permissions.grant'), exact: true }).click();
        await expect(dialog).toBeHidden();
        const row = page.getByRole('row').filter({ hasText: name }).filter({ hasText: cluster });
        await expect(row).toContainText(w('permissions.states.applied'));
      });
    }
    await expectAccessible(page, 'permissions');

    const context = await browser.newContext();
    const own = await context.newPage();
    const ownFailures = pageFailures(own);
    await test.step('the editor signs in and sees the two', async () => {
      await own.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
      await own.goto(`${platform.url}/namespaces`);
      await own.locator('#username').fill(name);
      await own.locator('#password').fill(password);
      await own.getByRole('button', { name: w('signIn.submit'), exact: true }).click();
      await expect(own.locator('tr[data-key]')).toHaveCount(2);
      await expect(own.getByRole('link', { name: w('nav.nodes'), exact: true })).toHaveCount(0);
      await expect(own.getByRole('link', { name: w('audit.title'), exact: true })).toHaveCount(0);
    });

    await test.step('the editor looks up what they hold', async () => {
      await own.getByRole('button', { name, exact: true }).click();
      await own.getByRole('menuitem', { name: w('permissions.mine'), exact: true }).click();
      await expect(own.getByRole('row').filter({ hasText: w('permissions.roles.namespaceEdit') })).toHaveCount(2);
      await expectAccessible(own, 'my permissions');
      await own.goto(`${platform.url}/namespaces`);
      await expect(own.locator('tr[data-key]')).toHaveCount(2);
    });

    await test.step('the roles are taken back, and the open list empties', async () => {
      for (const left of [1, 0]) {
        const row = page.getByRole('row').filter({ hasText: name }).first();
        await row.getByRole('button', { name: w('permissions.actionsFor', { name }), exact: true }).click();
        await page.getByRole('menuitem', { name: w('permissions.takeBack'), exact: true }).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: w('permissions.takeBack'), exact: true })
          .click();
        await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(left);
        await expect(own.locator('tr[data-key]')).toHaveCount(left);
      }
    });

    expect(failures).toEqual([]);
    expect(ownFailures).toEqual([]);
    await context.close();
  });
}
