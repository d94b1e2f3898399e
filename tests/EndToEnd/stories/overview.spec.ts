import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

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
