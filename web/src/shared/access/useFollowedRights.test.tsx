import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { FakeSocket } from '@/testing/FakeSocket';
import { renderPage } from '@/testing/renderPage';
import { MayButton } from './MayButton';
import { useFollowedRights } from './useFollowedRights';
import { checkPath } from './useMay';

const needs = [{ verb: 'delete', resource: 'pods', cluster: 'prod', namespace: 'shop' }];

function Page() {
  useFollowedRights();
  return <MayButton needs={needs}>Remove</MayButton>;
}

describe('what a person may, while a page stays open', () => {
  let server: FakeServer;
  let allowed: boolean;
  const asked = () => server.to(checkPath).length;
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
  const button = () => screen.getByRole('button', { name: 'Remove' });
  const look = (state: DocumentVisibilityState) => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const open = async () => {
    renderPage(<Page />, '/');
    FakeSocket.last.accept();
    FakeSocket.last.say({ type: 'subscribed', id: '1' });
    await pass(2_000);
  };
  const tell = () => FakeSocket.last.say({ type: 'resync', id: '1' });

  beforeEach(() => {
    vi.useFakeTimers();
    allowed = true;
    server = new FakeServer().on('GET', checkPath, ({ query }) => ({
      body: { items: query.getAll('ask').map(() => ({ allowed, message: allowed ? '' : 'You may not delete pods.' })) },
    }));
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('is followed at the path where it is asked', async () => {
    await open();
    expect(FakeSocket.last.sent[0]).toMatchObject({ type: 'subscribe', path: checkPath, keys: [] });
  });

  it('greys a control within half a second of being told, and gives it back', async () => {
    await open();
    expect(button()).not.toHaveAttribute('aria-disabled', 'true');
    allowed = false;
    tell();
    await pass(500);
    expect(button()).toHaveAttribute('aria-disabled', 'true');
    await pass(1_000);
    allowed = true;
    tell();
    await pass(500);
    expect(button()).not.toHaveAttribute('aria-disabled', 'true');
  });

  it('is asked once a second at most, and the last word is heard', async () => {
    await open();
    const before = asked();
    for (let change = 0; change < 50; change++) {
      tell();
      await pass(100);
    }
    allowed = false;
    tell();
    await pass(1_100);
    expect(asked() - before).toBeLessThanOrEqual(7);
    expect(button()).toHaveAttribute('aria-disabled', 'true');
  });

  it('is asked by each tab at a time of its own', async () => {
    await open();
    for (const [chance, later] of [
      [0, 0],
      [1, 400],
    ] as const) {
      await pass(2_000);
      vi.spyOn(Math, 'random').mockReturnValue(chance);
      const before = asked();
      tell();
      if (later > 0) {
        await pass(later - 10);
        expect(asked()).toBe(before);
      }
      await pass(30);
      expect(asked()).toBe(before + 1);
    }
  });

  it('waits until somebody looks at the page', async () => {
    await open();
    const before = asked();
    look('hidden');
    allowed = false;
    tell();
    await pass(10_000);
    expect(asked()).toBe(before);
    look('visible');
    await pass(500);
    expect(asked()).toBe(before + 1);
    expect(button()).toHaveAttribute('aria-disabled', 'true');
  });

  it('is asked from time to time where no channel tells', async () => {
    await open();
    const before = asked();
    for (let answer = 0; answer < 30; answer++) {
      FakeSocket.last.say({ type: 'pong' });
      await pass(3_000);
    }
    expect(asked()).toBe(before);
    FakeSocket.last.drop();
    allowed = false;
    await pass(31_000);
    expect(button()).toHaveAttribute('aria-disabled', 'true');
  });
});
