import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

const cluster = 'edge-01';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`a simulated cluster is frozen and thawed, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const dialog = page.getByRole('dialog');
    const away = page.getByRole('heading', { name: w('clusters.away') });

    await console.signIn();
    await console.open(`/clusters/${cluster}`);

    await test.step('nothing is wrong with it', async () => {
      await console.navigate('nav.sandbox');
      await expect(page.getByText(w('sandbox.none'), { exact: true })).toBeVisible();
      await expectAccessible(page, 'no faults');
    });

    await test.step('it freezes', async () => {
      await console.button('sandbox.start').click();
      await console.field('fault-kind').selectOption('Frozen');
      await console.field('fault-length').selectOption('0');
      await expectAccessible(page, 'a fault is started');
      await dialog.getByRole('button', { name: w('sandbox.startNow'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByText(w('sandbox.hint.Frozen'), { exact: true })).toBeVisible();
      await expectAccessible(page, 'faults');
    });

    await test.step('the console says so, and shows what was last known', async () => {
      await expect(away).toBeVisible({ timeout: 180_000 });
      await console.navigate('nav.nodes');
      await expect(console.rows.first()).toBeVisible();
      await expect(away).toBeVisible();
    });

    await test.step('it thaws', async () => {
      await console.navigate('nav.sandbox');
      await page
        .getByRole('button', { name: w('sandbox.endOf', { name: w('sandbox.kind.Frozen') }), exact: true })
        .click();
      await expect(page.getByText(w('sandbox.none'), { exact: true })).toBeVisible();
      await expect(away).toBeHidden({ timeout: 180_000 });
    });

    expect(failures).toEqual([]);
  });
}
