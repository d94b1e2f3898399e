import { describe, expect, it } from 'vitest';
import { downloadPath, questionOf, usualRange } from './question';

const pod = { cluster: 'one', namespace: 'shop', pod: 'web-0', containers: ['web', 'proxy'] };

describe('which part of a log is asked for', () => {
  it('is at first the last thousand lines of all containers, and what follows', () =>
    expect(questionOf(pod, usualRange)).toMatchObject({
      pod: 'web-0',
      containers: undefined,
      follow: true,
      previous: false,
      tailLines: 1000,
      sinceSeconds: undefined,
      sinceTime: undefined,
      until: undefined,
    }));

  it('can begin some time back, of one container, with all its lines', () =>
    expect(questionOf(pod, { ...usualRange, container: 'proxy', since: 900, tail: 0 })).toMatchObject({
      containers: ['proxy'],
      sinceSeconds: 900,
      tailLines: undefined,
      follow: true,
    }));

  it('can begin at a moment, which counts in place of a time back', () =>
    expect(questionOf(pod, { ...usualRange, since: 900, from: '2026-01-01T00:00:00Z' })).toMatchObject({
      sinceSeconds: undefined,
      sinceTime: '2026-01-01T00:00:00Z',
      follow: true,
    }));

  it('goes on with nothing behind its end', () =>
    expect(questionOf(pod, { ...usualRange, until: '2026-01-01T01:00:00Z' })).toMatchObject({
      until: '2026-01-01T01:00:00Z',
      follow: false,
    }));

  it('goes on with nothing where it is of the run before', () =>
    expect(questionOf(pod, { ...usualRange, previous: true })).toMatchObject({ previous: true, follow: false }));
});

describe('what is downloaded', () => {
  const queryOf = (path: string) => Object.fromEntries(new URL(path, 'http://console').searchParams);

  it('is the same part, with all its lines', () =>
    expect(
      queryOf(
        downloadPath(
          pod,
          { container: 'web', previous: true, since: 0, from: '2026-01-01T00:00:00Z', until: '', tail: 100 },
          true,
        ),
      ),
    ).toEqual({
      cluster: 'one',
      namespace: 'shop',
      pod: 'web-0',
      container: 'web',
      previous: 'true',
      sinceTime: '2026-01-01T00:00:00Z',
      timestamps: 'true',
    }));

  it('is of all pods of a workload', () =>
    expect(
      queryOf(downloadPath({ cluster: 'one', namespace: 'shop', kind: 'Deployment', name: 'web' }, usualRange, false)),
    ).toEqual({ cluster: 'one', namespace: 'shop', kind: 'Deployment', name: 'web' }));
});
