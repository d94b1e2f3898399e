import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Platform } from './platform';

/** Where stories are told whose containers run something: clusters of the sandbox, and real ones. */

const api = '/apis/kpanda.io/v1alpha1';
export const kubeconfigsVariable = 'KPANDA_TEST_KUBECONFIGS';
export const kubeconfigs = (process.env[kubeconfigsVariable] ?? '').split(':').filter(Boolean);

/** A simulated cluster, and each real one that is named. */
export const members = ['simulated', ...kubeconfigs.map((_file, index) => `real-${index}`)];

export const podsOf = (cluster: string) => `/k8s/clusters/${cluster}/api/v1/namespaces/default/pods`;

export async function simulated(platform: Platform): Promise<string> {
  const { items } = await platform.api<{ items: { metadata: { name: string } }[] }>('GET', `${api}/clusters`);
  return items[0]?.metadata.name ?? '';
}

/** Tells a story in a cluster. A real one is imported for it and removed behind it. */
export async function inMember(platform: Platform, member: string, story: (cluster: string) => Promise<void>) {
  if (member === 'simulated') return story(await simulated(platform));
  const kubeconfig = kubeconfigs[Number(member.replace('real-', ''))] ?? '';
  await platform.api('POST', `${api}/clusters`, { name: member, kubeConfigString: readFileSync(kubeconfig, 'utf8') });
  try {
    await expect
      .poll(
        async () =>
          (await platform.api<{ status: { phase?: string } }>('GET', `${api}/clusters/${member}`)).status.phase,
        { timeout: 180_000 },
      )
      .toBe('Running');
    await story(member);
  } finally {
    await platform.api('DELETE', `${api}/clusters/${member}`);
  }
}

interface Container {
  image?: string;
  command?: string[];
  annotations?: Record<string, string>;
}

/** Runs a pod with one container, `main`, until it is deleted; its address. */
export async function runPod(
  platform: Platform,
  cluster: string,
  name: string,
  { image = 'busybox:1.36', command, annotations }: Container = {},
): Promise<string> {
  const pod = `${podsOf(cluster)}/${name}`;
  await platform.api('POST', podsOf(cluster), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, annotations },
    spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'main', image, command }] },
  });
  await expect
    .poll(async () => (await platform.api<{ status?: { phase?: string } }>('GET', pod)).status?.phase, {
      timeout: 180_000,
    })
    .toBe('Running');
  return pod;
}

/** What keeps a container of busybox. */
export const sleeping = { command: ['sleep', '86400'] };

/** What writes as its annotations say, in the sandbox. */
export const says = (values: Record<string, string>): Container => ({
  image: 'registry.example/shop/writer:1',
  annotations: Object.fromEntries(Object.entries(values).map(([name, value]) => [`sandbox.kpanda.io/${name}`, value])),
});

/** Ten thousand lines a second, each so many of five megabytes. */
export const flooding = says({
  'log-lines-per-second': '10000',
  'log-line-bytes': '5000000',
  'log-long-line-every': '20000',
});
