import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

const password = 'A-long-enough-password-1!';

interface Created {
  id: string;
}

for (const language of ['en', 'zh'] satisfies Language[]) {
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
