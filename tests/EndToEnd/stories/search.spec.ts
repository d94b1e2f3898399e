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

  test(`what happens meanwhile shows without loading a page again, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const configMaps = '/k8s/clusters/staging/api/v1/namespaces/default/configmaps';
    const create = (name: string) => platform.api('POST', configMaps, { metadata: { name }, data: { from: 'here' } });
    const remove = (name: string) => platform.api('DELETE', `${configMaps}/${name}`);
    await console.signIn();
    // A page that is loaded again forgets this.
    const mark = () => page.evaluate(() => (document.documentElement.dataset.loaded = 'once'));
    const expectMarked = () => expect(page.locator('html')).toHaveAttribute('data-loaded', 'once');

    await test.step('objects that a search finds come and go', async () => {
      const [first, second] = [`meanwhile-${language}-1`, `meanwhile-${language}-2`];
      await console.open(`/search?q=kind:configmap+meanwhile-${language}`);
      await expect(page.getByText(w('search.nothing.title'))).toBeVisible();
      await mark();
      await create(first);
      const results = page.getByRole('grid', { name: w('search.results'), exact: true });
      await expect(results.getByRole('link', { name: first, exact: true })).toBeVisible();
      await create(second);
      await expect(results.getByRole('link', { name: second, exact: true })).toBeVisible();
      await remove(first);
      await expect(results.getByRole('link', { name: first, exact: true })).toHaveCount(0);
      await expect(results.getByRole('link', { name: second, exact: true })).toBeVisible();
      await remove(second);
      await expect(page.getByText(w('search.nothing.title'))).toBeVisible();
      await expectMarked();
    });

    await test.step('somebody else pauses a cluster and resumes it', async () => {
      await console.open('/sync');
      const row = page.getByRole('row').filter({ hasText: 'staging' });
      await expect(row).toContainText(w('sync.state.live'));
      await mark();
      await platform.api('POST', '/api/v1/sync/staging/pause');
      await expect(row).toContainText(w('sync.state.paused'));
      await platform.api('POST', '/api/v1/sync/staging/resume');
      await expect(row).toContainText(w('sync.state.live'));
      await expectMarked();
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
