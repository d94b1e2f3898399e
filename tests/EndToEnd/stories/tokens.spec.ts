import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`a token is made, used, seen in the audit and revoked, ${language}`, async ({ page, platform, request }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const name = `story-${language}-${Date.now()}`;
    let token = '';
    await console.signIn();

    await test.step('a kubeconfig is made in the menu of a cluster', async () => {
      await console.open('/clusters/staging');
      await page.getByRole('button', { name: w('clusters.actions'), exact: true }).click();
      await page.getByRole('menuitem', { name: w('kubeconfig.action'), exact: true }).click();
      await expectAccessible(page, 'kubeconfig dialog');
      await console.button('kubeconfig.make').click();
      await expect(page.getByRole('dialog')).toContainText('/k8s/clusters/staging');
      await expectAccessible(page, 'kubeconfig');
      const downloading = page.waitForEvent('download');
      await console.button('kubeconfig.download').click();
      expect((await downloading).suggestedFilename()).toBe('staging.yaml');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('actions.close'), exact: true })
        .last()
        .click();
    });

    await test.step('a token is made and shown once', async () => {
      await page.getByRole('button', { name: 'admin', exact: true }).click();
      await page.getByRole('menuitem', { name: w('tokens.title'), exact: true }).click();
      await expect(console.heading('tokens.title')).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: 'kubeconfig staging' }).first()).toBeVisible();
      await expectAccessible(page, 'access tokens');
      await console.button('tokens.create').click();
      await page.getByRole('dialog').locator('#token-name').fill(name);
      await expectAccessible(page, 'token dialog');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('tokens.create'), exact: true })
        .click();
      const shown = page.getByRole('dialog').getByRole('textbox', { name: w('tokens.token'), exact: true });
      await expect(shown).toBeVisible();
      token = await shown.inputValue();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('actions.close'), exact: true })
        .last()
        .click();
      await expect(page.getByRole('dialog')).toBeHidden();
    });

    const namespaces = `${platform.url}/apis/kpanda.io/v1alpha1/clusters/staging/namespaces`;
    const headers = { Authorization: `Bearer ${token}` };

    await test.step('a script uses it, and the audit tells', async () => {
      const data = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
      expect((await request.post(`${namespaces}/default/configmaps`, { headers, data: { data } })).status()).toBe(200);
      await console.open('/audit?verb=create&kind=configmaps');
      await expect(console.heading('audit.title')).toBeVisible();
      const row = page.getByRole('row').filter({ hasText: name });
      await expect(async () => {
        await page.reload();
        await expect(row).toBeVisible({ timeout: 30_000 });
      }).toPass();
      await expectAccessible(page, 'audit');
      await row.getByRole('button').click();
      await expect(page.getByText(w('audit.ways.api'), { exact: true })).toBeVisible();
      await expectAccessible(page, 'audit details');
      await console.button('actions.close').click();
      await expect(page.getByText(w('audit.ways.api'), { exact: true })).toBeHidden();
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: w('audit.export'), exact: true }).click();
      expect((await downloading).suggestedFilename()).toBe('audits.csv');
    });

    await test.step('how long the record is kept is chosen, old records are cleared, and both are on record', async () => {
      const dialog = page.getByRole('dialog');
      await console.button('audit.keep.open').click();
      const kept = dialog.getByRole('spinbutton', { name: w('audit.platform'), exact: true });
      await expect(kept).toHaveValue(/^(180|365)$/);
      const days = (await kept.inputValue()) === '180' ? '365' : '180';
      await kept.fill(days);
      await expectAccessible(page, 'retention');
      await dialog.getByRole('button', { name: w('actions.save'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await console.button('audit.clear.open').click();
      await dialog.getByRole('spinbutton').fill('400');
      await expectAccessible(page, 'clearing');
      await dialog.getByRole('button', { name: w('audit.clear.do'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await console.open('/audit?kind=audits');
      await expect(async () => {
        await page.reload();
        await expect(page.getByRole('row').filter({ hasText: `${days}d` })).toBeVisible({ timeout: 30_000 });
        await expect(page.getByRole('row').filter({ hasText: '400d' }).first()).toBeVisible({ timeout: 30_000 });
      }).toPass();
    });

    await test.step('revoked, it opens nothing any more', async () => {
      await console.open('/access-tokens');
      await console.button('tokens.revokeTitle', { name }).click();
      await expectAccessible(page, 'revoke dialog');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('tokens.revoke'), exact: true })
        .click();
      // Behind a dialog no row has a role: it must have gone first.
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(page.getByRole('row').filter({ hasText: name })).toBeHidden();
      expect((await request.get(namespaces, { headers })).status()).toBe(401);
    });

    expect(failures).toEqual([]);
  });
}
