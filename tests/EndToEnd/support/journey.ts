import { expect } from '@playwright/test';
import type { Console } from './Console';
import type { Platform } from './platform';

/** What stories on different clusters have in common: a cluster that comes, a Deployment on it, and the way back. */

export const manifest = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: web, image: "nginx:1.29" }
`;

export async function importCluster(console: Console, name: string, kubeconfig: string): Promise<void> {
  const { page, w } = console;
  await console.button('clusters.import.button').click();
  await console.field('import-name').fill(name);
  await console.field('import-kubeConfigString').fill(kubeconfig);
  await console.button('clusters.import.verify').click();
  await expect(page.getByTestId('verify-result')).toContainText(w('clusters.import.verified'));
  await console.button('clusters.import.submit').click();
  await expect(console.row(name)).toContainText(w('states.Running'), { timeout: 180_000 });
}

export async function createFromYaml(console: Console, text: string, name: string): Promise<void> {
  const { page, w } = console;
  await console.writeYaml(text);
  await console.button('create.check').click();
  await expect(page.getByText(w('create.wouldWork', { kind: 'Deployment', name }))).toBeVisible();
  await console.button('create.submit').click();
  await page.getByRole('button', { name: w('create.open', { name }) }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

/** The tab of an object's pods shows so many, all Running. */
export async function expectRunningPods(console: Console, count: number): Promise<void> {
  await console.openTab('pods');
  await console.lookAway();
  await expect(console.rows).toHaveCount(count);
  await expect(console.rows.filter({ hasText: console.w('states.Running') })).toHaveCount(count, { timeout: 180_000 });
}

/** Opens the YAML of a Deployment whose controller has come to rest: while it still writes the status, an edit meets that. */
export async function openSettledYaml(
  console: Console,
  platform: Platform,
  cluster: string,
  name: string,
): Promise<void> {
  let last: string | null = null;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await platform.settledVersion(cluster, 'default', name);
        return last !== null && last === before;
      },
      { message: `${name} comes to rest`, intervals: [1_000], timeout: 180_000 },
    )
    .toBe(true);
  await console.openTab('yaml');
}

/** Looks at the difference that an edit makes and saves it. */
export async function reviewAndSave(console: Console, shows: string, whileReviewing = async () => {}): Promise<void> {
  await console.button('yaml.review').click();
  await saveReviewed(console, shows, whileReviewing);
}

/** Saves an edit whose difference is on the screen. */
export async function saveReviewed(console: Console, shows: string, whileReviewing = async () => {}): Promise<void> {
  const { page, w } = console;
  await expect(page.getByTestId('yaml-diff')).toContainText(shows);
  await whileReviewing();
  await console.button('actions.save').click();
  await expect(page.getByText(w('yaml.saved')).first()).toBeVisible();
}

/** Deletes the object of the page by typing its name. */
export async function deleteByName(console: Console, cluster: string, name: string): Promise<void> {
  const { page, w } = console;
  await console.act('actions.delete');
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: w('actions.delete'), exact: true });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill(name);
  await confirm.click();
  await expect(page).toHaveURL(new RegExp(`/clusters/${cluster}/deployments`));
  await console.lookAway();
  await expect(console.row(name)).toHaveCount(0);
}

export async function removeCluster(console: Console, name: string): Promise<void> {
  const { page, w } = console;
  await console.navigate('nav.allClusters');
  await console
    .row(name)
    .getByRole('button', { name: w('list.rowActions', { name }) })
    .click();
  await page.getByRole('menuitem', { name: w('clusters.remove.action'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: w('clusters.remove.action'), exact: true }).click();
  await console.lookAway();
  await expect(console.row(name)).toHaveCount(0);
}
