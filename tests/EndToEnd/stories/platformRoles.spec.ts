import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

const password = 'A-long-enough-password-1!';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`a role made of permissions gives exactly these to the members of a group, ${language}`, async ({
    page,
    platform,
    browser,
  }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const name = `keeper-${language}-${Date.now()}`;
    const group = `${name}-team`;
    const role = `Viewer ${language} ${Date.now()}`;
    const dialog = page.getByRole('dialog');
    const close = async () => {
      await dialog
        .getByRole('button', { name: w('bulk.close'), exact: true })
        .last()
        .click();
      await expect(dialog).toBeHidden();
    };
    await platform.api('POST', '/apis/ghippo.io/v1alpha1/users', { name, password, temporary: false });
    await console.signIn();

    await test.step('a role is made: creating groups brings seeing them along', async () => {
      await page.getByRole('link', { name: w('platformRoles.title'), exact: true }).click();
      await console.button('platformRoles.create.open').click();
      await dialog.locator('#role-name').fill(role);
      await dialog.locator('[id="point-ghippo/groups/create"]').check();
      await expect(dialog.locator('[id="point-ghippo/groups/list"]')).toBeChecked();
      await expectAccessible(page, 'create role');
      await dialog.getByRole('button', { name: w('users.create.do'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await page.getByRole('link', { name: role, exact: true }).click();
      await expect(page.locator('main dl')).toBeVisible();
      await expectAccessible(page, 'role');
    });

    await test.step('a group is made and filled', async () => {
      await console.open('/groups');
      await console.button('groups.create.open').click();
      await dialog.locator('#group-name').fill(group);
      await expectAccessible(page, 'create group');
      await dialog.getByRole('button', { name: w('users.create.do'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await page.getByRole('link', { name: group, exact: true }).click();
      await console.button('groups.members.add').click();
      await dialog.getByRole('textbox', { name: w('permissions.findSubject'), exact: true }).fill(name);
      await dialog.getByRole('checkbox', { name, exact: true }).check();
      await expectAccessible(page, 'add members');
      await dialog.getByRole('button', { name: w('groups.members.add'), exact: true }).click();
      await expect(dialog.getByText(w('bulk.done', { count: 1 }), { exact: true })).toBeVisible();
      await close();
      await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1);
      await expectAccessible(page, 'members');
    });

    const context = await browser.newContext();
    const theirs = await context.newPage();
    await test.step('the group gets the role, and its member sees groups and nothing else', async () => {
      await console.open(`/groups/${group}?tab=roles`);
      await console.button('users.roles.give').click();
      await dialog.getByRole('checkbox', { name: role, exact: true }).check();
      await expectAccessible(page, 'give roles');
      await dialog.getByRole('button', { name: w('users.roles.give'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('row').filter({ hasText: role })).toHaveCount(1);

      await theirs.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
      await theirs.goto(`${platform.url}/groups`);
      await theirs.locator('#username').fill(name);
      await theirs.locator('#password').fill(password);
      await theirs.getByRole('button', { name: w('signIn.submit'), exact: true }).click();
      await expect(theirs.getByRole('row').filter({ hasText: group })).toHaveCount(1);
      const link = (key: string) => theirs.getByRole('link', { name: w(key), exact: true });
      await expect(link('groups.title')).toHaveCount(1);
      for (const other of ['users.title', 'platformRoles.title', 'audit.title'])
        await expect(link(other)).toHaveCount(0);
      await expect(theirs.getByRole('button', { name: w('groups.create.open'), exact: true })).not.toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await theirs.getByRole('button', { name: w('list.rowActions', { name: group }), exact: true }).click();
      await expect(theirs.getByRole('menuitem', { name: new RegExp(`^${w('actions.delete')}`) })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
    });

    await test.step('the role is deleted by name, and the member sees no groups any more', async () => {
      await console.open(`/platform-roles/${encodeURIComponent(role)}?tab=members`);
      await expect(page.getByRole('row').filter({ hasText: group })).toHaveCount(1);
      await console.button('actions.menu').click();
      await page.getByRole('menuitem', { name: w('actions.delete'), exact: true }).click();
      await dialog.getByRole('textbox').fill(role);
      await dialog.getByRole('button', { name: w('actions.delete'), exact: true }).click();
      await expect(console.heading('platformRoles.title')).toBeVisible();
      await theirs.goto(`${platform.url}/groups`);
      await expect(theirs.getByText(w('list.failure.denied.title'), { exact: true })).toBeVisible();
    });

    await test.step('the group is deleted by name', async () => {
      await console.open(`/groups/${group}`);
      await console.button('actions.menu').click();
      await page.getByRole('menuitem', { name: w('actions.delete'), exact: true }).click();
      await expect(dialog).toContainText(w('groups.delete.loses', { members: 1, roles: 0, grants: 0 }));
      await expectAccessible(page, 'delete group');
      await dialog.getByRole('textbox').fill(group);
      await dialog.getByRole('button', { name: w('actions.delete'), exact: true }).click();
      await expect(console.heading('groups.title')).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: group })).toHaveCount(0);
    });

    expect(failures).toEqual([]);
    await context.close();
  });
}
