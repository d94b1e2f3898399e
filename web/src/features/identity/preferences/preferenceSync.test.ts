import { waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { preferenceNames, readPreference, writePreference } from '@/shared/storage/preference';
import { keepPreferences } from './preferenceSync';

const path = '/api/v1/preferences';

describe('what a person chose', () => {
  let server: FakeServer;
  let kept: Record<string, string | null>;
  let stop = () => {};
  let isAway = false;

  beforeEach(() => {
    window.localStorage.clear();
    isAway = false;
    kept = {};
    server = new FakeServer()
      .on('GET', path, () => (isAway ? { status: 503 } : { body: { values: kept } }))
      .on('PATCH', path, ({ body }) => {
        if (isAway) return { status: 503 };
        Object.assign(kept, (body as { values: object }).values);
        return { body: { values: kept } };
      });
  });
  afterEach(() => stop());

  it('is what the server has', async () => {
    writePreference('theme', 'light');
    kept = { theme: 'dark' };
    stop = keepPreferences('ada');
    await waitFor(() => expect(readPreference('theme')).toBe('dark'));
    expect(server.calls.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  it('goes to the server when it changes, and when it was chosen before signing in', async () => {
    writePreference('density', 'compact');
    stop = keepPreferences('ada');
    await waitFor(() => expect(kept).toEqual({ density: 'compact' }));
    writePreference('theme', 'dark');
    await waitFor(() => expect(kept).toEqual({ density: 'compact', theme: 'dark' }));
    writePreference('density', null);
    await waitFor(() => expect(kept).toEqual({ density: null, theme: 'dark' }));
  });

  it('is not mixed with what somebody else chose in this browser', async () => {
    writePreference('owner', 'wang');
    writePreference('theme', 'dark');
    writePreference('nav.workloads', 'open');
    stop = keepPreferences('ada');
    await waitFor(() => expect(readPreference('owner')).toBe('ada'));
    expect(readPreference('theme')).toBeNull();
    expect(preferenceNames().sort()).toEqual(['nav.workloads', 'owner']);
  });

  it('is kept here while the server is away, and sent with the next change', async () => {
    stop = keepPreferences('ada');
    await waitFor(() => expect(readPreference('owner')).toBe('ada'));
    isAway = true;
    writePreference('theme', 'dark');
    await waitFor(() => expect(server.calls.at(-1)?.method).toBe('PATCH'));
    isAway = false;
    writePreference('density', 'compact');
    await waitFor(() => expect(kept).toEqual({ theme: 'dark', density: 'compact' }));
  });
});
