import type { Page } from '@playwright/test';
import pages from '../pages.json' with { type: 'json' };

/** A page of the console as somebody may find it: every route has at least one, a test of the console sees to that. */
export interface ConsolePage {
  name: string;
  /** The pattern of the router. */
  route: string;
  path: string;
  /** What is done once the page is there, such as opening a dialog. */
  steps?: readonly (readonly string[])[];
  /** What shows that it is drawn; where nothing is said, a table with rows or the facts of an object. */
  ready?: string;
}

export const consolePages: readonly ConsolePage[] = pages;

/** Opens a page, does its steps, and waits until nothing that stands for what is still loading can be seen and nothing is on its way to its place. */
export async function openPage(page: Page, url: string, { path, steps = [], ready }: ConsolePage): Promise<void> {
  await page.goto(url + path);
  await settle(page);
  for (const [verb, what = ''] of steps) {
    if (verb === 'press') await page.keyboard.press(what);
    else await page.locator(what).first().click();
    await settle(page);
  }
  await page
    .locator(ready ?? 'main table tbody tr, main dl')
    .first()
    .waitFor();
  await settle(page);
}

async function settle(page: Page): Promise<void> {
  await page.locator('h1, h2').first().waitFor();
  await page.waitForFunction(() => {
    const isLoading = Array.from(document.querySelectorAll('.pf-v6-c-skeleton, .pf-v6-c-spinner')).some(
      (element) => !element.closest('[hidden]'),
    );
    const isMoving = document
      .getAnimations()
      .some(({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity);
    return !isLoading && !isMoving;
  });
}
