import { readFile } from 'node:fs/promises';
import type { Browser, Page, WebSocket } from '@playwright/test';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import type { Platform } from '../support/platform';
import { totp } from '../support/totp';
import { wordsOf, type Language } from '../support/words';

const users = '/apis/ghippo.io/v1alpha1/users';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`somebody looks after their own account, ${language}`, async ({ page, browser, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const name = `own-${language}-${Date.now()}`;
    const { id } = await platform.api<{ id: string }>('POST', users, {
      name,
      password: 'first password 1',
      temporary: true,
    });
    let password = 'second password 2';
    let key = '';
    let codes: string[] = [];

    await test.step('a temporary password is changed at the first sign-in, to one that may be', async () => {
      await signIn(console, name, 'first password 1', '/profile');
      await expect(page.locator('#new-password-rules li')).toHaveCount(2);
      await console.field('new-password').fill('short');
      await expect(page.locator('#new-password-rules li.pf-m-error')).toHaveCount(1);
      await expectAccessible(page, 'first password');
      await console.field('new-password').fill(password);
      await expect(page.locator('#new-password-rules li.pf-m-success')).toHaveCount(2);
      await console.field('repeat-password').fill(password);
      await page.keyboard.press('Enter');
      await expect(console.heading('account.profile.title')).toBeVisible();
    });

    await test.step('the profile is changed', async () => {
      await expectAccessible(page, 'profile');
      await console.field('profile-firstname').fill('Ada');
      await console.field('profile-email').fill('no-address');
      await page.keyboard.press('Enter');
      await expect(page.locator('#profile-email-help')).not.toBeEmpty();
      await console.field('profile-email').fill(`${name}@example.com`);
      await page.keyboard.press('Enter');
      await expect(page.getByText(w('account.profile.saved'))).toBeVisible();
      await page.reload();
      await expect(console.field('profile-firstname')).toHaveValue('Ada');
      await expect(console.field('profile-email')).toHaveValue(`${name}@example.com`);
    });

    await test.step('a second factor is set up by the QR code, by keyboard alone', async () => {
      await openFromMenu(page, name, w('account.security'));
      await expect(console.heading('account.security')).toBeVisible();
      await console.button('account.factor.setUp').focus();
      await page.keyboard.press('Enter');
      await expect(console.field('proof-password')).toBeFocused();
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('img', { name: w('account.factor.qr') })).toBeVisible();
      await expectAccessible(page, 'second factor');
      key = await page
        .getByRole('dialog')
        .getByRole('textbox', { name: w('account.factor.key') })
        .inputValue();
      await expect(console.field('code')).toBeFocused();
      await page.keyboard.type('000000');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
      await page.keyboard.type(totp(key));
      await page.keyboard.press('Enter');
      codes = ((await page.getByTestId('recovery-codes').textContent()) ?? '').split('\n');
      expect(codes).toHaveLength(10);
      await expectAccessible(page, 'recovery codes');
      const downloading = page.waitForEvent('download');
      await console.button('account.factor.downloadCodes').click();
      const file = await (await downloading).path();
      expect((await readFile(file, 'utf8')).trim().split('\n')).toEqual(codes);
      await console.button('account.factor.kept').click();
      await expect(page.getByText(w('account.factor.left', { count: 10 }))).toBeVisible();
      await expectAccessible(page, 'sign-in and security');
    });

    const elsewhere = await open(browser, platform, language);
    await test.step('signing in asks for a code, each good once', async () => {
      await signIn(elsewhere, name, password, '/clusters');
      await expect(elsewhere.field('code')).toBeVisible();
      await expectAccessible(elsewhere.page, 'code');
      await elsewhere.field('code').fill('000000');
      await elsewhere.page.keyboard.press('Enter');
      await expect(elsewhere.page.getByRole('alert')).toBeVisible();
      await elsewhere.field('code').fill(codes[0] ?? '');
      await elsewhere.page.keyboard.press('Enter');
      await expect(elsewhere.heading('nav.clusters')).toBeVisible();
      await page.reload();
      await expect(page.getByText(w('account.factor.left', { count: 9 }))).toBeVisible();
    });

    await test.step('a session that is ended here signs the other browser out', async () => {
      const sessions = page.getByRole('grid', { name: w('account.sessions.title') });
      await expect(sessions.getByRole('row').filter({ hasText: w('account.sessions.current') })).toHaveCount(1);
      await console.button('account.sessions.endOthers').click();
      await expect(console.button('account.sessions.endOthers')).toBeDisabled();
      await expect(elsewhere.heading('signIn.title')).toBeVisible();
      expect(new URL(elsewhere.page.url()).searchParams.get('back')).toBe('/clusters');
    });

    await test.step('the password is changed, and this session goes on, in another tab too', async () => {
      const tab = new Console(await page.context().newPage(), platform.url, language, w);
      const opened: WebSocket[] = [];
      tab.page.on('websocket', (socket) => opened.push(socket));
      await tab.open('/clusters');
      await expect(tab.heading('nav.clusters')).toBeVisible();
      await expect.poll(() => opened.length).toBeGreaterThan(0);
      const before = [...opened];
      await console.field('old-password').fill(password);
      password = 'third password 3';
      await console.field('new-password').fill(password);
      await console.field('repeat-password').fill(password);
      await page.keyboard.press('Enter');
      await expect(page.getByText(w('account.password.changed'))).toBeVisible();
      // What the tab followed with the old session ends, and is followed anew.
      const isFollowing = () => before.every((old) => old.isClosed()) && opened.some((socket) => !socket.isClosed());
      await expect.poll(isFollowing).toBe(true);
      await expect(tab.heading('nav.clusters')).toBeVisible();
      await tab.navigate('nav.search');
      await expect(tab.heading('nav.search')).toBeVisible();
      await tab.page.close();
      await console.open('/security');
      await expect(console.heading('account.security')).toBeVisible();
    });

    await test.step('the second factor is removed with the password', async () => {
      await console.button('account.factor.remove').click();
      await expectAccessible(page, 'removing a second factor');
      await console.field('proof-password').fill('wrong');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
      await console.field('proof-password').fill(password);
      await page.keyboard.press('Enter');
      await expect(console.button('account.factor.setUp')).toBeVisible();
    });

    await elsewhere.page.context().close();
    await platform.api('DELETE', `${users}/${id}`);
    expect(failures).toEqual([]);
  });
}

test('signing in leads back to the page that was asked for, and never elsewhere', async ({ browser, platform }) => {
  const asked = {
    '/clusters?page=2': '/clusters?page=2',
    '//evil.example': '/',
    '\\\\evil.example': '/',
    '/\\evil.example': '/',
    '/\t/evil.example': '/',
    '/.//evil.example': '/',
    'https:evil.example': '/',
    'https://evil.example': '/',
    'javascript:alert(1)': '/',
    '%2F%2Fevil.example': '/',
  };
  for (const [back, led] of Object.entries(asked)) {
    await test.step(back, async () => {
      const console = await open(browser, platform, 'en');
      const requests: string[] = [];
      console.page.on('request', (request) => requests.push(new URL(request.url()).origin));
      await console.open(`/sign-in?back=${encodeURIComponent(back)}`);
      await console.field('username').fill('admin');
      await console.field('password').fill('End-to-end-1!');
      await console.button('signIn.submit').click();
      await expect(console.page).toHaveURL(platform.url + led);
      await expect(console.page.getByRole('navigation').first()).toBeVisible();
      expect(new Set(requests)).toEqual(new Set([platform.url]));
      await console.page.context().close();
    });
  }
});

/** Another browser. */
async function open(browser: Browser, platform: Platform, language: Language): Promise<Console> {
  const context = await browser.newContext();
  await context.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), language);
  return new Console(await context.newPage(), platform.url, language, wordsOf(language));
}

async function signIn(console: Console, name: string, password: string, path: string): Promise<void> {
  await console.page.addInitScript((chosen) => localStorage.setItem('kpanda.language', chosen), console.language);
  await console.open(path);
  await console.field('username').fill(name);
  await console.field('password').fill(password);
  await console.button('signIn.submit').click();
}

async function openFromMenu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}
