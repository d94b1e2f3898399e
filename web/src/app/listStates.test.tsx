import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Route, Routes } from 'react-router';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import zh from '@/shared/i18n/zh.json';
import { say } from '@/shared/i18n/words';
import { FakeServer } from '@/testing/FakeServer';
import { everyList } from '@/testing/everyList';
import { renderPage } from '@/testing/renderPage';

describe('every list says in both languages', () => {
  beforeAll(() => {
    i18next.addResourceBundle('zh', 'translation', zh);
  });
  afterEach(() => act(() => i18next.changeLanguage('en')));

  const shows = (text: string) =>
    (document.body.textContent ?? '').includes(text) ||
    [...document.querySelectorAll('[aria-label]')].some((element) => element.getAttribute('aria-label') === text);
  const inBoth = async (words: readonly (() => string)[]) => {
    const told: string[][] = [];
    for (const language of ['en', 'zh']) {
      await act(() => i18next.changeLanguage(language));
      const expected = words.map((word) => word());
      await waitFor(() => expect(expected.filter((text) => !shows(text))).toEqual([]));
      told.push(expected);
    }
    const [english = [], chinese = []] = told;
    expect(chinese.filter((text, index) => text === english[index])).toEqual([]);
    await act(() => i18next.changeLanguage('en'));
  };
  const t = (key: string, options?: object) => () => i18next.t(key as 'list.loading', options as undefined);

  it.each(everyList.map((list) => [list.name, list] as const))(
    'what state it is in: %s',
    { timeout: 120_000 },
    async (_name, list) => {
      window.localStorage.clear();
      let answer: { status?: number; body: object } | undefined;
      const server = new FakeServer();
      for (const [path, body] of Object.entries(list.also ?? {})) server.on('GET', path, () => ({ body }));
      // Not answered until there is an answer.
      const waiting: (() => void)[] = [];
      server.on('GET', list.asks, () => answer ?? { status: 200, body: list.none });
      server.hold(list.asks, () => (answer ? undefined : new Promise<void>((resolve) => waiting.push(resolve))));
      const { router, client } = renderPage(
        list.path ? (
          <Routes>
            <Route path={list.path} element={list.element} />
          </Routes>
        ) : (
          list.element
        ),
        list.address,
      );
      const again = () =>
        userEvent.click(screen.getAllByRole('button', { name: i18next.t('actions.retry') })[0] as Element);

      // Loading.
      await inBoth([t('list.loading')]);

      // Not allowed: which right is missing, in the words of the server, and who can grant it.
      answer = { status: 403, body: { code: 7, message: 'You may not list this.' } };
      for (const go of waiting) go();
      await inBoth([t('list.failure.denied.title'), t('list.failure.denied.next')]);
      expect(shows('You may not list this.')).toBe(true);

      // Out of reach.
      answer = { status: 503, body: { code: 14, message: 'prod does not answer.' } };
      await again();
      await inBoth([t('list.failure.unreachable.title'), t('list.failure.unreachable.next')]);
      expect(shows('prod does not answer.')).toBe(true);

      // Empty: what this is.
      answer = { body: list.none };
      await again();
      await inBoth([() => say(i18next.t, list.empty)]);

      // Empty by filters: how to take them away.
      if (list.narrowed) {
        answer = { body: list.narrowed.answer ?? list.none };
        await act(() => router.navigate(list.narrowed?.address ?? ''));
        await inBoth([t('list.filteredEmpty.title'), t('list.clearFilters')]);
        answer = { body: list.some };
        await userEvent.click(
          screen.getAllByRole('button', { name: i18next.t('list.clearFilters') }).at(-1) as Element,
        );
        await waitFor(() => expect(shows(i18next.t('list.filteredEmpty.title'))).toBe(false));
      }

      // Rows of a cluster that is away, and rows that cannot be read again: they are the last known ones.
      answer = { body: list.stale ?? list.some };
      await act(() => client.refetchQueries());
      if (list.stale) await inBoth([t('freshness.stale', { count: 1, clusters: 'prod' }), t('freshness.lastContact')]);
      await waitFor(() => expect(shows(say(i18next.t, list.empty))).toBe(false));
      answer = { status: 503, body: { code: 14, message: 'prod does not answer.' } };
      await act(() => client.refetchQueries());
      await inBoth([t('list.failure.unreachable.title'), t('list.failure.oldRows')]);
    },
  );
});
