import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { client, IdentityProvider } from '../support/provider';
import { totp } from '../support/totp';
import { wordsOf, type Language } from '../support/words';

const users = '/apis/ghippo.io/v1alpha1/users';
const mfa = '/apis/ghippo.io/v1alpha1/securitypolicy/mfa';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`a provider is made in the console, signed in by and deleted, ${language}`, async ({
    page,
    browser,
    platform,
  }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const alias = `corp-${language}`;
    const name = `ann-${language}-${Date.now()}`;
    const provider = await IdentityProvider.start(platform.url, alias, {
      ann: {
        preferred_username: name,
        given_name: 'Ann',
        email: `${name}@example.com`,
        email_verified: true,
        groups: [],
      },
    });
    await console.signIn();

    await test.step('its issuer is tested, and it is made', async () => {
      await console.open('/identity-providers');
      await console.button('providers.create.oidc').click();
      await console.field('oidc-alias').fill(alias);
      await console.field('oidc-displayName').fill('Corporation');
      await console.field('oidc-issuer').fill(`${provider.issuer}/elsewhere`);
      await console.button('providers.oidc.test').click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await console.field('oidc-issuer').fill(provider.issuer);
      await console.button('providers.oidc.test').click();
      await expect(page.getByText(`${provider.issuer}/token`)).toBeVisible();
      await console.field('oidc-clientId').fill(client.id);
      await console.field('oidc-clientSecret').fill(client.secret);
      await expect(page.getByRole('textbox', { name: w('providers.oidc.redirect') })).toHaveValue(
        `${platform.url}/auth/oidc/${alias}/callback`,
      );
      await expectAccessible(page, 'form of a provider');
      await console.button('actions.save').click();
      await expect(page.locator(`tr[data-key="oidc/${alias}"]`)).toContainText(w('providers.enabled'));
      await expectAccessible(page, 'identity providers');
    });

    const other = await browser.newContext();
    await other.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
    const elsewhere = new Console(await other.newPage(), platform.url, language, w);
    await test.step('somebody signs in by it, and comes back to the page that was asked for', async () => {
      await elsewhere.open('/profile');
      await elsewhere.page.getByRole('link', { name: w('signIn.byProvider', { name: 'Corporation' }) }).click();
      await elsewhere.page.locator('input[name=login]').fill('ann');
      await elsewhere.page.locator('input[name=password]').fill('any');
      await elsewhere.page.locator('button[type=submit]').click();
      await elsewhere.page.locator('button[type=submit]').click();
      await expect(elsewhere.page).toHaveURL(`${platform.url}/profile`);
      await expect(elsewhere.field('profile-firstname')).toHaveValue('Ann');
      await elsewhere.open('/security');
      await expect(elsewhere.page.getByText(w('account.password.elsewhere'))).toBeVisible();
      await expectAccessible(elsewhere.page, 'security of somebody of a provider');
    });

    await test.step('deleting it tells whom it locks out, and signs them out', async () => {
      await console.open('/identity-providers');
      await page
        .locator(`tr[data-key="oidc/${alias}"]`)
        .getByRole('button', { name: w('list.rowActions', { name: alias }) })
        .click();
      await page.getByRole('menuitem', { name: w('actions.delete'), exact: true }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText(w('providers.locksOut.people', { count: 1 }));
      await expectAccessible(page, 'deleting a provider');
      await dialog.getByRole('textbox').fill(alias);
      await page.keyboard.press('Enter');
      await expect(page.locator(`tr[data-key="oidc/${alias}"]`)).toHaveCount(0);
      await elsewhere.page.reload();
      await expect(elsewhere.heading('signIn.title')).toBeVisible();
      await expect(
        elsewhere.page.getByRole('link', { name: w('signIn.byProvider', { name: 'Corporation' }) }),
      ).toHaveCount(0);
    });

    await other.close();
    provider.stop();
    expect(failures).toEqual([]);
  });

  test(`a policy makes a second factor necessary, ${language}`, async ({ page, browser, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const name = `must-${language}-${Date.now()}`;
    const { id } = await platform.api<{ id: string }>('POST', users, { name, password: 'a long password' });
    await console.signIn();
    try {
      await console.open('/security-policies');
      await page.getByLabel(w('securityPolicies.option.all')).check();
      await expectAccessible(page, 'security policies');
      await page
        .locator('.pf-v6-c-card')
        .filter({ hasText: w('securityPolicies.secondFactor.about') })
        .getByRole('button', { name: w('actions.save') })
        .click();
      await expect(page.getByText(w('securityPolicies.saved'))).toBeVisible();

      const other = await browser.newContext();
      await other.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
      const elsewhere = new Console(await other.newPage(), platform.url, language, w);
      await elsewhere.open('/security');
      await elsewhere.field('username').fill(name);
      await elsewhere.field('password').fill('a long password');
      await elsewhere.page.keyboard.press('Enter');
      await elsewhere.button('signIn.begin').click();
      const key = await elsewhere.page.getByRole('textbox', { name: w('account.factor.key') }).inputValue();
      await expectAccessible(elsewhere.page, 'second factor at sign-in');
      await elsewhere.field('code').fill(totp(key));
      await elsewhere.page.keyboard.press('Enter');
      await expect(elsewhere.page.getByTestId('recovery-codes')).toBeVisible();
      await elsewhere.button('signIn.goOn').click();
      await expect(elsewhere.heading('account.security')).toBeVisible();
      await expect(elsewhere.page.getByText(w('account.factor.required'))).toBeVisible();
      await expect(elsewhere.button('account.factor.remove')).toBeDisabled();
      await other.close();
    } finally {
      await platform.api('PUT', mfa, { enabled: false });
      await platform.api('DELETE', `${users}/${id}`);
    }
  });
}
