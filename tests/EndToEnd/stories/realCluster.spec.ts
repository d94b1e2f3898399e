import { readFileSync } from 'node:fs';
import { Console } from '../support/Console';
import { kubeconfigs, kubeconfigsVariable } from '../support/containers';
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
} from '../support/journey';
import { wordsOf } from '../support/words';

test('a real cluster from import to removal', async ({ page, platform }) => {
  test.skip(kubeconfigs.length === 0, `${kubeconfigsVariable} names no cluster.`);
  test.setTimeout(kubeconfigs.length * test.info().timeout);
  const console = new Console(page, platform.url, 'en', wordsOf('en'));
  const failures = pageFailures(page);
  await console.signIn();

  for (const [index, kubeconfig] of kubeconfigs.entries()) {
    const cluster = `real-${index}`;
    const name = `hello-console-${process.pid}`;

    await test.step(`import ${cluster}`, async () => {
      await importCluster(console, cluster, readFileSync(kubeconfig, 'utf8'));
      const { status } = await platform.api<{ status: { kubernetesVersion: string } }>(
        'GET',
        `/apis/kpanda.io/v1alpha1/clusters/${cluster}`,
      );
      await expect(console.row(cluster)).toContainText(status.kubernetesVersion);
      test.info().annotations.push({ type: 'Kubernetes', description: status.kubernetesVersion });
    });

    await test.step('create a Deployment from YAML; its pods come up', async () => {
      await console.openRow(cluster);
      await console.navigate('kinds.deployments');
      await console.button('create.button').click();
      await createFromYaml(console, manifest(name), name);
      await expectRunningPods(console, 2);
    });

    await test.step('edit the YAML with the fields that the cluster knows, and a diff', async () => {
      await openSettledYaml(console, platform, cluster, name);
      await console.replaceInYaml('replicas: 2', 'repl');
      await console.completeInYaml('replicas');
      await page.keyboard.type('3');
      await reviewAndSave(console, 'replicas: 3');
      await expectRunningPods(console, 3);
    });

    await test.step('delete it and remove the cluster', async () => {
      await deleteByName(console, cluster, name);
      await removeCluster(console, cluster);
    });
  }
  expect(failures).toEqual([]);
});
