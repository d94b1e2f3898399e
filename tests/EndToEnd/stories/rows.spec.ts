import type { Page } from '@playwright/test';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import type { Platform } from '../support/platform';
import { wordsOf } from '../support/words';

const api = '/apis/kpanda.io/v1alpha1/clusters/staging/namespaces';
const namespace = 'many-rows';
const count = 1_000;
const atOnce = 8;

const nameOf = (index: number) => `row-${String(index).padStart(4, '0')}`;

function create(platform: Platform, name: string): Promise<unknown> {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: { many: 'rows' } },
    data: {},
  };
  return platform.api('POST', `${api}/${namespace}/configmaps`, { data: JSON.stringify(object) });
}

/** The first row that can be seen, and how far below the top of its box it stands; in pixels. */
const firstSeen = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector('.kp-table-scroll--rows')?.getBoundingClientRect();
    const head = document.querySelector('.kp-table thead')?.getBoundingClientRect();
    const rows = Array.from(document.querySelectorAll<HTMLElement>('tr[data-key]'));
    const seen = rows.find((row) => row.getBoundingClientRect().top >= (head?.bottom ?? 0));
    return { key: seen?.dataset.key, top: Math.round((seen?.getBoundingClientRect().top ?? 0) - (box?.top ?? 0)) };
  });

test('a thousand rows on a page are scrolled, walked, ticked and stay where they are read', async ({
  page,
  platform,
}) => {
  const w = wordsOf('en');
  const console = new Console(page, platform.url, 'en', w);
  const failures = pageFailures(page);
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  await platform.api('POST', api, { data: JSON.stringify(object) });
  const waiting = Array.from({ length: count }, (_each, index) => nameOf(index));
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let name = waiting.pop(); name; name = waiting.pop()) await create(platform, name);
    }),
  );
  await console.signIn();
  await console.open(`/clusters/staging/configmaps?labels=${encodeURIComponent('many=rows')}&size=1000`);
  const grid = page.getByRole('grid', { name: w('list.table'), exact: true });
  const box = page.locator('.kp-table-scroll--rows');
  const scrollTo = (top: number) => box.evaluate((element, to) => element.scrollTo({ top: to }), top);

  await test.step('those on the screen are in the document, and all are counted', async () => {
    await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1));
    await expect(console.row(nameOf(0))).toBeVisible();
    expect(await console.rows.count()).toBeLessThan(100);
    await expectAccessible(page, 'a thousand rows');
  });

  await test.step('the menu of a row opens at its button', async () => {
    const button = console.row(nameOf(3)).locator('.pf-v6-c-table__action button');
    await button.click();
    const menu = page.locator('.pf-v6-c-menu');
    await expect
      .poll(async () => {
        const [at, opened] = [await button.boundingBox(), await menu.boundingBox()];
        return at && opened ? Math.abs(opened.x + opened.width - at.x - at.width) : Infinity;
      })
      .toBeLessThan(20);
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
  });

  await test.step('they are scrolled', async () => {
    await scrollTo(1e6);
    await expect(console.row(nameOf(count - 1))).toBeVisible();
    await expect(console.row(nameOf(0))).toHaveCount(0);
    await scrollTo(0);
    await expect(console.row(nameOf(0))).toBeVisible();
  });

  await test.step('keys walk beyond what is drawn, and ticks are kept where rows are not drawn', async () => {
    await console.row(nameOf(0)).focus();
    await page.keyboard.press('x');
    for (let step = 0; step < 120; step++) await page.keyboard.press('j');
    await expect(console.row(nameOf(120))).toBeFocused();
    await expect(console.row(nameOf(120))).toBeInViewport();
    await page.keyboard.press('x');
    await scrollTo(1e6);
    await expect(page.getByText(w('bulk.selected', { count: 2 }), { exact: true })).toBeVisible();
    await scrollTo(0);
    await expect(console.row(nameOf(0)).getByRole('checkbox')).toBeChecked();
    await expect(console.row(nameOf(1)).getByRole('checkbox')).not.toBeChecked();
  });

  await test.step('rows that come and go while somebody reads wait, and then move nothing that is read', async () => {
    await scrollTo(12_000);
    await box.hover();
    await expect.poll(async () => (await firstSeen(page)).key).not.toContain(nameOf(0));
    const before = await firstSeen(page);
    for (const name of ['row-0000-a', 'row-0000-b', 'row-0000-c']) await create(platform, name);
    await platform.api('DELETE', `${api}/${namespace}/configmaps/${nameOf(5)}`);
    await expect(page.getByText(w('list.showNow'), { exact: true })).toBeVisible();
    expect((await firstSeen(page)).key).toBe(before.key);
    await console.lookAway();
    await expect(page.getByText(w('list.showNow'), { exact: true })).toBeHidden();
    await expect(grid).toHaveAttribute('aria-rowcount', String(count + 3));
    await expect.poll(async () => (await firstSeen(page)).key).toBe(before.key);
    expect(Math.abs((await firstSeen(page)).top - before.top)).toBeLessThanOrEqual(2);
  });

  await platform.api('DELETE', `${api}/${namespace}`);
  expect(failures).toEqual([]);
});
