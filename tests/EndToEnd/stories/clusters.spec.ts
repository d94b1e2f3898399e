import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, test } from '../support/fixtures';
import { wordsOf, type Language } from '../support/words';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`a cluster is looked after with the keyboard, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const cluster = 'staging';
    const alias = `Kept by keys ${language}`;
    const act = async (key: string) => {
      await console.button('clusters.actions').press('Enter');
      await page.getByRole('menuitem', { name: w(key), exact: true }).press('Enter');
    };

    await console.signIn();
    await console.open(`/clusters/${cluster}`);

    await test.step('its health is said part by part', async () => {
      const parts = page.getByRole('list', { name: w('clusters.components'), exact: true }).getByRole('listitem');
      await expect(parts).toHaveCount(5);
      await expect(parts.filter({ hasText: 'DNS' })).toHaveAttribute('data-status', 'True');
      await expectAccessible(page, 'cluster overview');
    });

    await test.step('its alias is changed', async () => {
      await act('clusters.edit.action');
      await expect(console.field('edit-aliasName')).toBeFocused();
      await expectAccessible(page, 'edit form');
      await console.field('edit-aliasName').fill(alias);
      await page.keyboard.press('Enter');
      await expect(page.getByText(w('clusters.edit.done', { cluster }))).toBeVisible();
      await expect(page.getByText(alias, { exact: true })).toBeVisible();
    });

    await test.step('its kubeconfig could be replaced, with commands to make another', async () => {
      await act('clusters.kubeconfig.action');
      await expect(console.field('replace-kubeConfigString')).toBeFocused();
      await console.button('clusters.guide.toggle').press('Enter');
      await console.field('guide-vendor').selectOption('EKS');
      await expect(page.getByText('aws eks update-kubeconfig')).toBeVisible();
      await expectAccessible(page, 'kubeconfig form');
      await console.button('actions.cancel').press('Enter');
      await expect(console.field('replace-kubeConfigString')).toBeHidden();
    });

    await test.step('a removal lists what stays behind, and can be left', async () => {
      await act('clusters.remove.action');
      await expect(console.field('confirm-name')).toBeFocused();
      await expect(page.getByText('ClusterRoleBinding kpanda:platform-admins')).toBeVisible();
      await expectAccessible(page, 'removal');
      await page.keyboard.press('Escape');
      await expect(console.field('confirm-name')).toBeHidden();
    });
  });
}
