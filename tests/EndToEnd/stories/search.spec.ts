import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`everything is searched at once, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    await console.signIn();
    await console.navigate('nav.search');
    const field = page.getByRole('combobox', { name: w('search.field'), exact: true });
    const results = page.getByRole('grid', { name: w('search.results'), exact: true });

    await test.step('before anything is asked there are examples', async () => {
      await expect(console.heading('search.intro.title')).toBeVisible();
      await expectAccessible(page, 'search, empty');
    });

    await test.step('terms are completed while they are typed', async () => {
      await field.fill('coredns kind:dep');
      await page.getByRole('option', { name: /^kind:deployment/ }).click();
      await expect(field).toHaveValue('coredns kind:deployment ');
      await expect(results.getByRole('link', { name: 'coredns', exact: true })).toHaveCount(3);
      await expect(page).toHaveURL(/q=coredns\+kind%3Adeployment/);
      await expectAccessible(page, 'search results');
    });

    await test.step('a result leads to its page, and back to the search', async () => {
      await results.getByRole('link', { name: 'coredns', exact: true }).first().click();
      await expect(page.getByRole('heading', { name: 'coredns', exact: true })).toBeVisible();
      await page.goBack();
      await expect(field).toHaveValue('coredns kind:deployment');
    });

    await test.step('a term that cannot be understood is named', async () => {
      await field.fill('colour:red');
      await field.press('Enter');
      await expect(page.getByText(/colour:red/).last()).toBeVisible();
    });

    await test.step('any field is found by reading every object', async () => {
      await field.fill('kind:deployment field:metadata.name=coredns');
      await field.press('Enter');
      await expect(results.getByRole('link', { name: 'coredns', exact: true })).toHaveCount(3);
    });
  });

  test(`a cluster is paused, resumed and checked, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    await console.signIn();
    await console.open('/sync/staging');
    await expect(page.getByRole('heading', { name: 'staging', exact: true })).toBeVisible();
    const ask = async (action: 'pause' | 'resume' | 'check') => {
      await console.button('actions.menu').click();
      await page.getByRole('menuitem', { name: w(`sync.actions.${action}`) }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w(`sync.actions.${action}`), exact: true })
        .click();
    };

    await ask('pause');
    await expect(page.getByText(w('sync.state.paused'), { exact: true }).first()).toBeVisible();
    await expectAccessible(page, 'freshness of a cluster');
    await console.open('/search?q=kind:deployment cluster:staging');
    await expect(page.getByText(w('freshness.paused', { count: 1, clusters: 'staging' }))).toBeVisible();

    await console.open('/sync/staging');
    await ask('resume');
    await expect(page.getByText(w('sync.state.live'), { exact: true }).first()).toBeVisible();
    await ask('check');
    await expect(page.getByText(w('sync.check.equal')).first()).toBeVisible();
  });
}
