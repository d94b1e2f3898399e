import { readFile } from 'node:fs/promises';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

const own = 'A-password-of-my-own-1!';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`somebody is created, changes the temporary password, and is out once disabled, ${language}`, async ({
    page,
    platform,
    browser,
  }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const name = `user-${language}-${Date.now()}`;
    const dialog = page.getByRole('dialog');
    let password = '';
    await console.signIn();

    await test.step('a user is created, and the generated password is shown once', async () => {
      await page.getByRole('link', { name: w('users.title'), exact: true }).click();
      await expect(console.heading('users.title')).toBeVisible();
      await console.button('users.create.open').click();
      await dialog.locator('#user-name').fill(name);
      await dialog.locator('#user-email').fill(`${name}@example.com`);
      await expectAccessible(page, 'create user');
      await dialog.getByRole('button', { name: w('users.create.do'), exact: true }).click();
      const shown = dialog.getByRole('textbox', { name: w('signIn.password'), exact: true });
      await expect(shown).toBeVisible();
      password = await shown.inputValue();
      await expectAccessible(page, 'generated password');
      await dialog
        .getByRole('button', { name: w('actions.close'), exact: true })
        .last()
        .click();
      await expect(dialog).toBeHidden();
    });

    const context = await browser.newContext();
    const theirs = await context.newPage();
    const theirFailures = pageFailures(theirs);
    await test.step('they sign in and must change it', async () => {
      await theirs.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
      await theirs.goto(`${platform.url}/clusters`);
      await theirs.locator('#username').fill(name);
      await theirs.locator('#password').fill(password);
      await theirs.getByRole('button', { name: w('signIn.submit'), exact: true }).click();
      await theirs.locator('#new-password').fill(own);
      await theirs.locator('#repeat-password').fill(own);
      await theirs.getByRole('button', { name: w('signIn.change'), exact: true }).click();
      await expect(theirs.getByRole('heading', { name: w('nav.clusters'), exact: true })).toBeVisible();
      // Who holds nothing is not led to pages of administrators, and is told why where they go there themselves.
      await expect(theirs.getByRole('link', { name: w('users.title'), exact: true })).toHaveCount(0);
      await theirs.goto(`${platform.url}/users`);
      await expect(theirs.getByText(w('list.failure.denied.title'), { exact: true })).toBeVisible();
      await theirs.goto(`${platform.url}/clusters`);
      await expect(theirs.getByRole('heading', { name: w('nav.clusters'), exact: true })).toBeVisible();
    });

    await test.step('their page tells of the session, and disabling ends it', async () => {
      await console.open(`/users/${name}?tab=sessions`);
      await expect(page.getByRole('row')).toHaveCount(2);
      await expectAccessible(page, 'sessions of a user');
      await console.button('actions.menu').click();
      await page.getByRole('menuitem', { name: w('users.disable.open'), exact: true }).click();
      await expectAccessible(page, 'disable user');
      await dialog.getByRole('button', { name: w('users.disable.open'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByText(w('users.states.disabled'), { exact: true })).toBeVisible();
      // Nothing is clicked there: what is open is ended.
      await expect(theirs.locator('#username')).toBeVisible();
    });

    await test.step('deleted by name, they are gone from the list', async () => {
      await console.button('actions.menu').click();
      await page.getByRole('menuitem', { name: w('actions.delete'), exact: true }).click();
      await dialog.getByRole('textbox').fill(name);
      await dialog.getByRole('button', { name: w('actions.delete'), exact: true }).click();
      await expect(console.heading('users.title')).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0);
    });

    expect(failures).toEqual([]);
    expect(theirFailures).toEqual([]);
    await context.close();
  });

  test(`people are imported from a table and disabled together, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const prefix = `import-${language}-${Date.now()}`;
    const dialog = page.getByRole('dialog');
    await console.signIn();

    await test.step('what is wrong is told with its row before anything is done', async () => {
      await console.open('/users');
      await console.button('users.import.open').click();
      await page
        .locator('#import-csv')
        .fill(`name,firstname\n${prefix}-1,Ann\n${prefix}-2,"Bob, the ""second"""\nsystem:masters,Eve\n`);
      await console.button('users.import.check').click();
      await expect(page.getByText(w('users.import.checked', { count: 2, wrong: 1 }), { exact: false })).toBeVisible();
      await expect(page.getByRole('row').nth(1)).toContainText('system:masters');
      await expectAccessible(page, 'preview of an import');
    });

    await test.step('the others are added, and their passwords handed over once', async () => {
      await page.getByRole('button', { name: w('users.import.do', { count: 2 }), exact: true }).click();
      await expect(page.getByText(w('users.import.done', { count: 2, wrong: 1 }), { exact: false })).toBeVisible();
      await expectAccessible(page, 'result of an import');
      const downloading = page.waitForEvent('download');
      await console.button('users.import.passwords').click();
      const file = await (await downloading).path();
      const lines = (await readFile(file, 'utf8')).trim().split('\r\n');
      expect(lines.map((line) => line.split(',')[0])).toEqual(['name', `${prefix}-1`, `${prefix}-2`]);
      expect(lines[1]?.split(',')[1]).toMatch(/^[a-z2-9]{20}$/);
      await expect(console.button('users.import.passwords')).toHaveCount(0);
    });

    await test.step('both are disabled at once', async () => {
      await console.open(`/users?search=${prefix}`);
      await page.getByRole('checkbox', { name: w('list.selectAll'), exact: true }).check();
      await console.button('users.bulk.disable.open').click();
      await expectAccessible(page, 'disable many');
      await dialog.getByRole('button', { name: w('users.bulk.disable.open'), exact: true }).click();
      await expect(dialog.getByText(w('bulk.done', { count: 2 }), { exact: true })).toBeVisible();
      await dialog
        .getByRole('button', { name: w('bulk.close'), exact: true })
        .last()
        .click();
      await expect(page.getByText(w('users.states.disabled'), { exact: false })).toHaveCount(3);
    });

    expect(failures).toEqual([]);
  });
}
