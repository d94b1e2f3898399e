import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Program, repository } from './program';

export interface Person {
  username: string;
  password: string;
}

/** A role in a cluster; without namespaces in the whole of it. */
interface Grant {
  cluster: string;
  namespaces?: string[];
  role: string;
}

export const administrator: Person = { username: 'admin', password: 'End-to-end-1!' };

interface Deployment {
  metadata: { generation: number; resourceVersion: string };
  spec: { replicas: number };
  status?: { observedGeneration?: number; replicas?: number; updatedReplicas?: number; availableReplicas?: number };
}

/** A server with three sandbox clusters, and a second sandbox to import from, both on free ports with data of their own. */
export class Platform {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly programs: Program[],
    private readonly token: string,
  ) {}

  static async start(): Promise<Platform> {
    const folder = await mkdtemp(join(tmpdir(), 'kpanda-e2e-'));
    const [server, ready] = await Program.start(
      [
        'run',
        '--urls',
        'http://127.0.0.1:0;https://127.0.0.1:0',
        '--data',
        join(folder, 'data'),
        '--console',
        join(repository, 'web/dist'),
        '--sandbox-clusters',
        '3',
      ],
      /Kpanda is ready:\s+.*?(http:\/\/127\.0\.0\.1:\d+)/,
      { KPANDA_ADMIN_PASSWORD: administrator.password, KPANDA_TERMINALS_RECORD: 'true' },
    );
    const [elsewhere] = await Program.start(
      ['sandbox', '--clusters', '1', '--nodes', '3', '--seed', '42', '--kubeconfig-dir', join(folder, 'kubeconfigs')],
      /simulated clusters at (https:\S+?),/,
    );
    const url = ready[1] ?? '';
    const response = await fetch(`${url}/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(administrator),
    });
    if (!response.ok) throw new Error(`Signing in failed: ${await response.text()}`);
    const { token } = (await response.json()) as { token: string };
    return new Platform(url, folder, [server, elsewhere], token);
  }

  /** The kubeconfig of a cluster that this platform does not know yet. */
  async foreignKubeconfig(): Promise<string> {
    const folder = join(this.folder, 'kubeconfigs');
    const [file = ''] = await readdir(folder);
    return readFile(join(folder, file), 'utf8');
  }

  /** Asks the API as a script would. */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text || '{}') as T;
  }

  /** A new person, whose role the member has been told. */
  async person(username: string, grant?: Grant): Promise<Person> {
    const password = 'A-long-enough-password-1!';
    await this.api('POST', '/apis/ghippo.io/v1alpha1/users', { name: username, password, temporary: false });
    if (grant) {
      const grants = '/api/v1/permissions/grants';
      await this.api('POST', grants, { namespaces: [], ...grant, subjects: [{ kind: 'User', name: username }] });
      await expect
        .poll(async () => {
          const { items } = await this.api<{ items: { subject: { name: string }; state: string }[] }>(
            'GET',
            `${grants}?subject=${username}`,
          );
          return items.find(({ subject }) => subject.name === username)?.state;
        })
        .toBe('applied');
    }
    return { username, password };
  }

  /** Takes away what the administrator chose in an earlier story: it would win over what this one is told in. */
  async forgetPreferences(): Promise<void> {
    const path = '/api/v1/preferences';
    const { values = {} } = await this.api<{ values?: Record<string, string> }>('GET', path);
    const none = Object.fromEntries(Object.keys(values).map((name) => [name, null]));
    if (Object.keys(none).length > 0) await this.api('PATCH', path, { values: none });
  }

  /** The version of a Deployment that runs as it is wanted; null while it does not. */
  async settledVersion(cluster: string, namespace: string, name: string): Promise<string | null> {
    const { data } = await this.api<{ data: string }>(
      'GET',
      `/apis/kpanda.io/v1alpha1/clusters/${cluster}/namespaces/${namespace}/deployments/${name}/json`,
    );
    const { metadata, spec, status } = JSON.parse(data) as Deployment;
    const isSettled =
      status?.observedGeneration === metadata.generation &&
      [status.replicas, status.updatedReplicas, status.availableReplicas].every((count) => count === spec.replicas);
    return isSettled ? metadata.resourceVersion : null;
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.stop()));
    await rm(this.folder, { recursive: true, force: true });
  }
}
