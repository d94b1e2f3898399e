import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

const themes = { en: 'light', zh: 'dark' };

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`the API is read and tried, ${language}, ${themes[language]}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const operation = (text: string) => page.getByRole('button', { name: text, exact: true });
    await page.addInitScript((theme) => localStorage.setItem('kpanda.theme', theme), themes[language]);
    await console.signIn();

    await test.step('it is found in the help menu', async () => {
      await console.button('shell.help').click();
      await page.getByRole('menuitem', { name: w('api.title'), exact: true }).click();
      await expect(console.heading('api.title')).toBeVisible();
      await page.getByRole('textbox', { name: w('api.search'), exact: true }).fill('asl/deployments');
      await expect(operation('GET /apis/kpanda.io/v1alpha1/asl/deployments')).toBeVisible();
      await expectAccessible(page, 'API');
    });

    await test.step('an operation is found by words and says what it takes', async () => {
      await page
        .getByRole('textbox', { name: w('api.search'), exact: true })
        .fill('post clusters/{cluster}/namespaces');
      await operation('POST /apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces').click();
      await expect(page.getByRole('grid', { name: w('api.parameters'), exact: true })).toContainText('fieldValidation');
      await expectAccessible(page, 'an operation');
    });

    await test.step('it is tried; what the server says is shown', async () => {
      await page.getByRole('tab', { name: w('api.try'), exact: true }).click();
      await page.getByRole('textbox', { name: 'cluster' }).fill('staging');
      await page.getByRole('textbox', { name: 'dryRun' }).fill('All');
      const data = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: tried}';
      await page.getByRole('textbox', { name: w('api.body'), exact: true }).fill(JSON.stringify({ data }));
      await console.button('api.send').click();
      await expect(page.getByText(w('api.status', { status: '200' }), { exact: false })).toBeVisible();
      await expect(page.getByRole('region', { name: w('api.answer'), exact: true })).toContainText('"name": "tried"');
      await expectAccessible(page, 'a tried operation');
    });

    expect(failures).toEqual([]);
  });
}
