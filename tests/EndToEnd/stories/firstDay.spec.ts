import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import {
  createFromYaml,
  deleteByName,
  expectRunningPods,
  importCluster,
  manifest,
  openSettledYaml,
  removeCluster,
  reviewAndSave,
  saveReviewed,
} from '../support/journey';
import { wordsOf, type Language } from '../support/words';

interface Row {
  metadata: { name: string; namespace: string; cluster: string };
  spec?: { replicas?: number };
  kpanda: { severity: string };
}

const api = '/apis/kpanda.io/v1alpha1';

for (const language of ['en', 'zh'] satisfies Language[]) {
  test(`the first day with the product, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const imported = `imported-${language}`;
    const hello = `hello-${language}`;
    const failures = pageFailures(page);

    await test.step('sign in', async () => {
      await console.signIn();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
    });

    await test.step('three sandbox clusters are Running', async () => {
      await expect(console.rows.filter({ hasText: w('states.Running') })).toHaveCount(3);
      await expectAccessible(page, 'clusters');
    });

    const { items: deployments } = await platform.api<{ items: Row[] }>('GET', `${api}/asl/deployments?pageSize=1000`);
    const subject = deployments.find(({ kpanda, spec }) => kpanda.severity === 'healthy' && (spec?.replicas ?? 0) > 0);
    if (!subject) throw new Error('The sandbox has no healthy deployment.');
    const { cluster, namespace, name } = subject.metadata;

    await test.step('open one; its overview says what is there and what is wrong', async () => {
      await console.openRow(cluster);
      await expect(console.heading('overview.trouble')).toBeVisible();
      await expectAccessible(page, 'cluster overview');
    });

    await test.step('pods change live', async () => {
      await console.navigate('kinds.pods');
      await page.getByRole('textbox', { name: w('list.filterByName') }).fill(name);
      await expect(page).toHaveURL(/q=/);
      await expect(console.rows.filter({ hasNotText: name })).toHaveCount(0);
      await expect(console.rows).not.toHaveCount(0);
      await console.lookAway();
      const before = await console.rows.count();
      const scale = (replicas: number) =>
        platform.api('PATCH', `${api}/clusters/${cluster}/namespaces/${namespace}/deployments/${name}`, {
          data: JSON.stringify({ spec: { replicas } }),
        });
      const replicas = subject.spec?.replicas ?? 1;
      await scale(replicas + 2);
      await expect(console.rows).toHaveCount(before + 2);
      await expectAccessible(page, 'pods');
      await scale(replicas);
      await expect(console.rows).toHaveCount(before);
    });

    await test.step('import another cluster by pasting a kubeconfig', async () => {
      await console.navigate('nav.allClusters');
      await console.button('clusters.import.button').click();
      await expect(console.field('import-name')).toBeFocused();
      await console.field('import-name').fill('Not_A_Name');
      await expect(page.getByText(w('clusters.import.errors.name'))).toBeVisible();
      await console.field('import-kubeConfigString').fill('this is no kubeconfig');
      await console.button('clusters.import.verify').click();
      await expect(
        page
          .getByTestId('verify-result')
          .or(
            page.locator('#import-kubeConfigString-help').filter({ hasNotText: w('clusters.import.kubeconfigHelp') }),
          ),
      ).toBeVisible();
      await expectAccessible(page, 'import');
      await console.button('actions.cancel').click();
      await importCluster(console, imported, await platform.foreignKubeconfig());
    });

    await test.step('a cluster that is already here is named, and not imported again', async () => {
      await console.button('clusters.import.button').click();
      await console.field('import-name').fill(`${imported}-again`);
      await console.field('import-kubeConfigString').fill(await platform.foreignKubeconfig());
      await console.button('clusters.import.verify').click();
      await expect(page.getByTestId('verify-result')).toContainText(w('clusters.import.notVerified'));
      await expect(page.getByTestId('verify-result')).toContainText(imported);
      await expect(console.button('clusters.import.submit')).toBeDisabled();
      await console.button('actions.cancel').click();
    });

    await test.step('create a Deployment from YAML', async () => {
      await console.openRow(imported);
      await console.navigate('kinds.deployments');
      await console.button('create.button').click();
      await console.writeYaml(manifest(hello).replace('replicas: 2', 'replicas: many'));
      await console.button('create.check').click();
      await expect(page.getByText(w('create.refused', { kind: 'Deployment', name: hello }))).toBeVisible();
      await expectAccessible(page, 'create');
      await createFromYaml(console, manifest(hello), hello);
    });

    await test.step('watch its pods come up', async () => {
      await expectRunningPods(console, 2);
      await expectAccessible(page, 'pods of a deployment');
      await console.openTab('events');
      await expect(page.getByText('ScalingReplicaSet').first()).toBeVisible();
      await expectAccessible(page, 'events');
    });

    await test.step('edit the YAML with a diff', async () => {
      await openSettledYaml(console, platform, imported, hello);
      await console.replaceInYaml('replicas: 2', 'replicas: 3');
      await reviewAndSave(console, 'replicas: 3', () => expectAccessible(page, 'diff'));
      await expectRunningPods(console, 3);
    });

    await test.step('an edit that meets another one is merged', async () => {
      await openSettledYaml(console, platform, imported, hello);
      await console.replaceInYaml('replicas: 3', 'replicas: 1');
      await platform.api('PATCH', `${api}/clusters/${imported}/namespaces/default/deployments/${hello}`, {
        data: JSON.stringify({ metadata: { labels: { changed: 'meanwhile' } } }),
      });
      await console.button('yaml.review').click();
      await expect(page.getByText(w('conflict.none'))).toBeVisible();
      await console.button('conflict.review').click();
      await saveReviewed(console, 'replicas: 1');
      await console.openTab('overview');
      await expect(page.getByText('changed=meanwhile')).toBeVisible();
      await expectAccessible(page, 'object');
    });

    await test.step('delete it by typing its name', () => deleteByName(console, imported, hello));

    await test.step('remove the cluster and sign out', async () => {
      await removeCluster(console, imported);
      await page.getByRole('button', { name: 'admin', exact: true }).click();
      await page.getByRole('menuitem', { name: w('shell.signOut') }).click();
      await expect(console.heading('signIn.title')).toBeVisible();
      await expectAccessible(page, 'sign in');
    });

    expect(failures).toEqual([]);
  });
}
