import type { Locator, Page } from '@playwright/test';
import { Console } from '../support/Console';
import { runPod, simulated, sleeping } from '../support/containers';
import { expect, pageFailures, test } from '../support/fixtures';
import type { Platform } from '../support/platform';
import { wordsOf, type Language } from '../support/words';

const terminal = (page: Page) => page.locator('.kp-terminal');
const screen = (page: Page) => page.getByTestId('terminal').locator('.xterm-rows');
/** The lines of the screen that say just this. */
const lines = (page: Page, text: string) =>
  screen(page)
    .locator('> div')
    .filter({ hasText: new RegExp(`^${text}\\s*$`) });

/** What is selected of a line; the terminal sets it apart from what stands before and after it. */
const selectedIn = (line: Locator) =>
  expect.poll(async () => (await line.locator('.xterm-decoration-top').allTextContents()).join(''));

/** Opens a terminal in a pod of its own, and waits for its prompt. */
async function openTerminal(page: Page, platform: Platform, language: Language): Promise<Console> {
  const console = new Console(page, platform.url, language, wordsOf(language));
  const cluster = await simulated(platform);
  const name = `looked-at-${process.pid}-${Date.now()}`;
  await runPod(platform, cluster, name, sleeping);
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/${name}`);
  await console.act('terminal.open');
  await expect(screen(page)).toContainText('#');
  return console;
}

/** Runs a command that says `said` in a line of its own; the command itself must not contain it. The screen stands still when the prompt is there again. */
async function run(page: Page, command: string, said: string) {
  await page.keyboard.type(`${command}\n`);
  await expect(lines(page, said).last()).toBeVisible();
  await expect(screen(page).locator('> div').filter({ hasText: /\S/ }).last()).toHaveText(/#\s*$/);
}

/** Puts the pointer on a line, so many pixels from its beginning. The lines themselves let it through. */
async function point(page: Page, line: Locator, x = 30) {
  const box = await line.boundingBox();
  if (!box) throw new Error('The line is not on the screen.');
  await page.mouse.move(box.x + x, box.y + box.height / 2);
}

/** Clicks where the pointer is. */
async function press(page: Page, clickCount = 1, button: 'left' | 'right' = 'left') {
  for (let count = 1; count <= clickCount; count++) {
    await page.mouse.down({ button, clickCount: count });
    await page.mouse.up({ button, clickCount: count });
  }
}

for (const language of ['en', 'zh'] as const) {
  test(`a terminal is searched, copied from and pasted into (${language})`, async ({ page, platform }) => {
    const failures = pageFailures(page);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const console = await openTerminal(page, platform, language);
    const { w } = console;
    await run(page, "echo nee''dle; echo h''ay; echo nee''dle", 'hay');
    const needles = lines(page, 'needle');
    await expect(needles).toHaveCount(2);

    const find = page.getByRole('textbox', { name: w('terminal.find') });
    // Letter by letter it stays at the first place that still has the text.
    await find.pressSequentially('needle');
    await selectedIn(needles.first()).toBe('needle');
    await console.button('terminal.findNext').click();
    await selectedIn(needles.last()).toBe('needle');
    await selectedIn(needles.first()).toBe('');
    await find.press('Enter');
    await selectedIn(needles.first()).toBe('needle');
    await console.button('terminal.findPrevious').click();
    await selectedIn(needles.last()).toBe('needle');
    await find.fill('thimble');
    await expect(terminal(page).getByText(w('terminal.notFound'))).toBeVisible();
    await selectedIn(needles.last()).toBe('');
    await find.fill('needle');
    await expect(terminal(page).getByText(w('terminal.notFound'))).toHaveCount(0);

    await point(page, needles.last());
    await press(page, 2);
    await selectedIn(needles.last()).toBe('needle');
    await page.keyboard.press('Control+Shift+C');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('needle');
    // A program has no say in what is pasted.
    await run(page, "printf '\\033]52;c;b3duZWQ=\\007'; echo ti''dy", 'tidy');
    await page.keyboard.type("echo past''ed-");
    await page.keyboard.press('Control+Shift+V');
    await expect(screen(page)).toContainText("past''ed-needle");
    await run(page, '', 'pasted-needle');
    expect(failures).toEqual([]);
  });

  test(`a terminal follows light and dark, and keeps the size of its text (${language})`, async ({
    page,
    platform,
  }) => {
    const failures = pageFailures(page);
    const console = await openTerminal(page, platform, language);
    const ground = page.getByTestId('terminal').locator('.xterm-scrollable-element');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(ground).toHaveCSS('background-color', 'rgb(27, 29, 33)');
    await expect(screen(page)).toHaveCSS('color', 'rgb(224, 224, 224)');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(ground).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(screen(page)).toHaveCSS('color', 'rgb(31, 31, 31)');

    const smaller = console.button('terminal.smaller');
    const larger = console.button('terminal.larger');
    await expect(screen(page)).toHaveCSS('font-size', '13px');
    await larger.click();
    await larger.click();
    await expect(screen(page)).toHaveCSS('font-size', '15px');
    await smaller.click();
    await expect(screen(page)).toHaveCSS('font-size', '14px');
    await page.reload();
    await expect(screen(page)).toContainText('#');
    await expect(screen(page)).toHaveCSS('font-size', '14px');
    for (const size of [13, 12, 11, 10]) {
      await smaller.click();
      await expect(screen(page)).toHaveCSS('font-size', `${size}px`);
    }
    await expect(smaller).toBeDisabled();
    expect(failures).toEqual([]);
  });
}

const target = 'https://links.example/of-a-program';

/** Prints a text that a program says leads somewhere. */
const printLink = (page: Page, link: string, text: string) =>
  run(page, `printf '\\033]8;;${link}\\007${text.slice(0, 2)}''${text.slice(2)}\\033]8;;\\007\\n'`, text);

test('links in a terminal lead to the web by a click alone, and learn nothing of the console', async ({
  page,
  platform,
}) => {
  const failures = pageFailures(page);
  const context = page.context();
  page.on('dialog', (dialog) => {
    failures.push(`The page asked: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const asked: Record<string, string>[] = [];
  await context.route('https://links.example/**', (route) => {
    // What else a browser wants of a site, such as its icon, is no matter here.
    if (route.request().url() === target) asked.push(route.request().headers());
    return route.fulfill({ contentType: 'text/html', body: '<title>elsewhere</title>' });
  });
  await openTerminal(page, platform, 'en');
  const before = page.url();

  // An address that stands in the text, and one below a text that says something else.
  await run(page, "echo https://links.exa''mple/of-a-program", target);
  await clickOpens(lines(page, target));
  await printLink(page, target, 'https://bank.example/');
  await clickOpens(lines(page, 'https://bank.example/'));

  // What would run here or read what is not of the web is a text like any other.
  const hostile = ['javascript:alert(1)', 'data:text/html,alert', 'file:///etc/passwd', 'blob:https://links.example/1'];
  for (const [index, link] of hostile.entries()) {
    await printLink(page, link, `hostile-${index}`);
    await point(page, lines(page, `hostile-${index}`));
    await press(page);
    await expect(terminal(page).locator('.kp-terminal__link')).toHaveCount(0);
  }
  // Had one of these opened a page, it would be there before this one.
  await printLink(page, target, 'harmless');
  await clickOpens(lines(page, 'harmless'));
  expect(asked).toHaveLength(3);
  expect(page.url()).toBe(before);
  expect(failures).toEqual([]);

  async function clickOpens(link: Locator) {
    const shown = terminal(page).locator('.kp-terminal__link');
    await point(page, link);
    await expect(shown).toHaveText(target);
    // The other button opens a menu, and whoever selects a part wants to copy it.
    await press(page, 1, 'right');
    await page.mouse.down();
    await point(page, link, 50);
    await page.mouse.up();
    await selectedIn(link).not.toBe('');
    expect(context.pages()).toHaveLength(1);

    const opening = context.waitForEvent('page');
    await press(page);
    const opened = await opening;
    await expect(opened).toHaveTitle('elsewhere');
    expect(opened.url()).toBe(target);
    expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
    expect(asked.at(-1)?.referer).toBeUndefined();
    await opened.close();
    await page.mouse.move(2, 2);
    await expect(shown).toHaveCount(0);
  }
});
