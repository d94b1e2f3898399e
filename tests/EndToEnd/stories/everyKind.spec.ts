import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { importCluster, reviewAndSave, saveReviewed } from '../support/journey';
import type { Platform } from '../support/platform';
import { Program } from '../support/program';
import { wordsOf, type Language } from '../support/words';

const api = '/apis/kpanda.io/v1alpha1';
const languages = ['en', 'zh'] satisfies Language[];

interface Listed {
  items: { metadata: { name: string; cluster: string; labels?: Record<string, string> } }[];
}

const configMap = (name: string, data: Record<string, string>, labels: Record<string, string> = {}) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default', labels }, data });

async function create(platform: Platform, cluster: string, name: string, labels: Record<string, string> = {}) {
  await platform.api('POST', `${api}/clusters/${cluster}/namespaces/default/configmaps`, {
    data: configMap(name, { colour: 'red', size: 'small' }, labels),
  });
}

async function firstClusters(platform: Platform, count: number): Promise<string[]> {
  const { items } = await platform.api<Listed>('GET', `${api}/clusters?phase=Running`);
  return items.map(({ metadata }) => metadata.name).slice(0, count);
}

for (const language of languages)
  test(`a ConfigMap that two people edit, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const [cluster = ''] = await firstClusters(platform, 1);
    const object = `${api}/clusters/${cluster}/namespaces/default/configmaps/shared-${language}`;
    await create(platform, cluster, `shared-${language}`);
    await console.signIn();
    await console.open(`/clusters/${cluster}/namespaces/default/configmaps/shared-${language}?tab=yaml`);
    await expect(page.getByTestId('yaml-editor')).toContainText('colour: red');

    await platform.api('PUT', `${object}/json`, {
      data: configMap(`shared-${language}`, { colour: 'green', size: 'large' }),
    });
    await console.replaceInYaml('colour: red', 'colour: blue');
    await console.button('yaml.review').click();
    const conflict = page.getByRole('dialog', { name: w('conflict.title') });
    await expect(conflict.getByText(w('conflict.open', { count: 1 }))).toBeVisible();
    await expect(conflict.getByRole('button', { name: w('conflict.review') })).toBeDisabled();
    const row = conflict.getByRole('row').filter({ hasText: 'data.colour' });
    for (const version of ['red', 'green', 'blue']) await expect(row.getByText(version, { exact: true })).toBeVisible();
    await expectAccessible(page, 'conflict');
    await row.getByRole('radio', { name: `data.colour: ${w('conflict.yours')} blue` }).click();
    await conflict.getByRole('button', { name: w('conflict.review') }).click();
    await saveReviewed(console, 'colour: blue');

    const { data } = await platform.api<{ data: string }>('GET', `${object}/json`);
    expect((JSON.parse(data) as { data: object }).data).toEqual({ colour: 'blue', size: 'large' });
    await console.openTab('data');
    await expectAccessible(page, 'data of a ConfigMap');
    await platform.api('DELETE', object);
    expect(failures).toEqual([]);
  });

for (const language of languages)
  test(`fifty objects over three clusters are labelled, one cluster is away, ${language}`, async ({
    page,
    platform,
  }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const folder = await mkdtemp(join(tmpdir(), 'kpanda-away-'));
    const [away] = await Program.start(
      ['sandbox', '--clusters', '1', '--nodes', '1', '--seed', '7', '--kubeconfig-dir', folder],
      /simulated clusters at (https:\S+?),/,
    );
    const [file = ''] = await readdir(folder);
    const here = await firstClusters(platform, 2);
    await console.signIn();
    const leaving = `soon-away-${language}`;
    const batch = `fifty-${language}`;
    await importCluster(console, leaving, await readFile(join(folder, file), 'utf8'));

    const [first = '', second = ''] = here;
    const places = Array.from({ length: 50 }, (_each, index) => [first, second, leaving][index % 3] ?? '');
    for (const [index, cluster] of places.entries())
      await create(platform, cluster, `batch-${language}-${index}`, { batch });
    await console.open(`/kinds/configmaps?labels=${encodeURIComponent(`batch=${batch}`)}&size=100`);
    await expect(console.rows).toHaveCount(50);
    await away.stop();
    await page.getByRole('checkbox', { name: w('list.selectAll') }).check();
    await expectAccessible(page, 'ticked rows');

    await console.button('bulk.labels').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: w('bulk.key') }).fill('tier');
    await dialog.getByRole('textbox', { name: w('bulk.value') }).fill('web');
    await dialog.getByRole('button', { name: w('bulk.start.labels') }).click();
    const reached = places.filter((cluster) => cluster !== leaving).length;
    await expect(dialog.getByText(w('bulk.done', { count: reached }), { exact: true })).toBeVisible({
      timeout: 180_000,
    });
    await expect(dialog.getByRole('button', { name: w('bulk.retry') })).toBeVisible({ timeout: 180_000 });
    await expect(dialog.locator('tr[data-outcome=done]')).toHaveCount(reached);
    await expect(dialog.locator('tr[data-outcome=failed]').first()).toContainText(leaving);
    await expectAccessible(page, 'results of a bulk action');

    for (const cluster of here) {
      const path = `${api}/clusters/${cluster}/configmaps?labelSelector=${encodeURIComponent(`batch=${batch},tier=web`)}&pageSize=100`;
      const wanted = places.filter((each) => each === cluster).length;
      await expect.poll(async () => (await platform.api<Listed>('GET', path)).items.length).toBe(wanted);
    }
    await dialog
      .getByRole('button', { name: w('bulk.close'), exact: true })
      .last()
      .click();
    for (const [index, cluster] of places.entries())
      if (cluster !== leaving)
        await platform.api(
          'DELETE',
          `${api}/clusters/${cluster}/namespaces/default/configmaps/batch-${language}-${index}`,
        );
    await platform.api('DELETE', `${api}/clusters/${leaving}`);
    await rm(folder, { recursive: true, force: true });
    expect(failures).toEqual([]);
  });

for (const language of languages)
  test(`a custom resource, from its definition to an edit, ${language}`, async ({ page, platform }) => {
    const w = wordsOf(language);
    const console = new Console(page, platform.url, language, w);
    const failures = pageFailures(page);
    const [cluster = ''] = await firstClusters(platform, 1);
    const group = `story-${language}.example.com`;
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `wagons.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural: 'wagons', singular: 'wagon', kind: 'Wagon', listKind: 'WagonList' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: { type: 'object', properties: { wheels: { type: 'integer' } } } },
              },
            },
            additionalPrinterColumns: [{ name: 'Wheels', type: 'integer', jsonPath: '.spec.wheels' }],
          },
        ],
      },
    };
    const wagon = {
      apiVersion: `${group}/v1`,
      kind: 'Wagon',
      metadata: { name: 'red', namespace: 'default' },
      spec: { wheels: 4 },
    };
    await platform.api('POST', `${api}/clusters/${cluster}/customresourcedefinitions`, {
      data: JSON.stringify(definition),
    });
    await expect
      .poll(() =>
        platform
          .api('POST', `${api}/clusters/${cluster}/gvr/${group}/v1/namespaces/default/wagons`, {
            data: JSON.stringify(wagon),
          })
          .then(
            () => 'created',
            (error: Error) => error.message,
          ),
      )
      .toBe('created');

    await console.signIn();
    await console.open(`/clusters/${cluster}/customresourcedefinitions?q=wagons.${group}`);
    await page.getByRole('link', { name: 'Wagon', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Wagons' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Wheels' })).toBeVisible();
    await expect(console.row('red')).toContainText('4');
    await expectAccessible(page, 'list of a custom resource');
    await console.openRow('red');
    await console.openTab('yaml');
    await expect(page.getByTestId('yaml-editor')).toContainText('wheels: 4');
    await expectAccessible(page, 'YAML of a custom resource');
    // The editor knows the fields of this kind from the cluster: it marks one that there is not, and completes one that there is.
    await console.replaceInYaml('wheels: 4', 'whels: 4');
    await expect(page.locator('.squiggly-warning')).toBeVisible();
    await console.replaceInYaml('whels: 4', 'whe');
    await console.completeInYaml('wheels');
    await page.keyboard.type('6');
    await expect(page.locator('.squiggly-error, .squiggly-warning')).toHaveCount(0);
    await reviewAndSave(console, 'wheels: 6');
    await console.open(`/clusters/${cluster}/wagons.${group}`);
    await expect(console.row('red')).toContainText('6');

    await platform.api('DELETE', `${api}/clusters/${cluster}/customresourcedefinitions/wagons.${group}`);
    expect(failures).toEqual([]);
  });
