import type { Page } from '@playwright/test';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { expect, pageFailures, test } from '../support/fixtures';
import { consolePages, openPage } from '../support/pages';
import { wordsOf, type Language } from '../support/words';

const views = [
  { language: 'en', theme: 'light', width: 1440, reducedMotion: 'no-preference' },
  { language: 'zh', theme: 'dark', width: 768, reducedMotion: 'reduce' },
] as const satisfies { language: Language; theme: string; width: number; reducedMotion: string }[];

for (const { language, theme, width, reducedMotion } of views) {
  test(`every page, ${language}, ${theme}, ${width} px, motion ${reducedMotion}`, async ({ page, platform }) => {
    // So many pages are many times a story.
    test.setTimeout(3 * test.info().timeout);
    const console = new Console(page, platform.url, language, wordsOf(language));
    const failures = pageFailures(page);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ reducedMotion });
    await page.addInitScript((chosen) => {
      localStorage.setItem('kpanda.theme', chosen);
      // What one page opened at the bottom is not there on the next.
      sessionStorage.removeItem('kpanda.dock');
    }, theme);

    // Whoever is signed in is led on from there.
    const [signIn, ...pages] = [...consolePages].sort(
      (left, right) => Number(right.route === '/sign-in') - Number(left.route === '/sign-in'),
    );
    await console.beginWith(signIn?.path ?? '/sign-in');
    await expect(console.heading('signIn.title')).toBeVisible();
    await look(page, 'sign-in');
    await console.signIn();
    for (const each of pages) {
      await test.step(each.name, async () => {
        await openPage(page, platform.url, each);
        await look(page, each.name);
      });
    }
    expect(failures).toEqual([]);

    async function look(shown: Page, name: string): Promise<void> {
      await expectAccessible(shown, name);
      // Nothing scrolls sideways but tables and texts that have a box of their own.
      const beyond = await shown.evaluate(() =>
        [document.documentElement, document.querySelector('main')].map(
          (element) => element && element.scrollWidth - element.clientWidth,
        ),
      );
      expect
        .soft(
          beyond.filter((pixels) => pixels !== null && pixels > 1),
          `${name} scrolls sideways`,
        )
        .toEqual([]);
      if (reducedMotion === 'reduce') expect.soft(await moving(shown), `${name} moves`).toEqual([]);
    }
  });
}

/** What moves on the page by itself. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === 'running' && Number(animation.effect?.getTiming().duration) > 1)
      .map((animation) => (animation.effect as KeyframeEffect).target?.className ?? 'an animation'),
  );
