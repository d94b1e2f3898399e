// Takes pictures of every page of the running product (pages.json), in both themes and languages and two widths, for artifacts/gallery, and those that
// documents show for docs/screenshots: ./kpanda run once to build, then node tests/EndToEnd/screenshots.mjs
// KPANDA_GALLERY names another folder, and then those of the documents stay as they are; arguments name some views (light-en-1440 dark-zh-768).
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = join(import.meta.dirname, '../..');
const gallery = process.env.KPANDA_GALLERY ?? join(home, 'artifacts/gallery');
const documents = join(home, 'docs/screenshots');
const documented = [
  'overview-light-en',
  'clusters-light-en',
  'cluster-light-en',
  'pods-dark-zh',
  'deployment-light-en',
  'yaml-light-en',
  'palette-light-en',
];
const views = process.argv.slice(2);
const password = 'only-for-pictures';
const pages = JSON.parse(readFileSync(join(import.meta.dirname, 'pages.json'), 'utf8'));

const data = mkdtempSync(join(tmpdir(), 'kpanda-pictures-'));
const server = spawn(
  join(home, 'artifacts/bin/Kpanda.Server/release/kpanda-server'),
  ['run', '--urls', 'http://127.0.0.1:0;https://127.0.0.1:0', '--data', data],
  {
    env: { ...process.env, KPANDA_HOME: home, KPANDA_ADMIN_PASSWORD: password, KPANDA_TERMINALS_RECORD: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);

try {
  const url = await ready();
  for (const folder of [gallery, documents]) mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  for (const theme of ['light', 'dark'])
    for (const language of ['en', 'zh'])
      for (const width of [1440, 768])
        if (views.length === 0 || views.includes(`${theme}-${language}-${width}`))
          await take(browser, url, theme, language, width);
  await browser.close();
} finally {
  server.kill('SIGINT');
  await new Promise((resolve) => server.on('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}

async function take(browser, url, theme, language, width) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    baseURL: url,
  });
  const page = await context.newPage();
  // What one page opened at the bottom is not there on the next.
  await page.addInitScript(() => sessionStorage.removeItem('kpanda.dock'));
  // Whoever is signed in is led on from there.
  const [signIn, ...others] = pages;
  await takePage(page, signIn, theme, language, width);
  await context.request.post('/auth/login', { data: { username: 'admin', password } });
  for (const each of others) await takePage(page, each, theme, language, width);
  await context.close();
}

async function takePage(
  page,
  { name, path, steps = [], ready = 'main table tbody tr, main dl' },
  theme,
  language,
  width,
) {
  await page.goto(path);
  await drawn(page);
  for (const [verb, what] of steps) {
    if (verb === 'press') await page.keyboard.press(what);
    else await page.locator(what).first().click();
    await drawn(page);
  }
  await page.locator(ready).first().waitFor();
  await drawn(page);
  await page.evaluate(() => document.fonts.ready);
  const file = `${name}-${theme}-${language}${width === 1440 ? '' : `-${width}`}`;
  await page.screenshot({ path: join(gallery, `${file}.png`), animations: 'disabled' });
  if (!process.env.KPANDA_GALLERY && documented.includes(file))
    copyFileSync(join(gallery, `${file}.png`), join(documents, `${file}.png`));
}

async function drawn(page) {
  await page.locator('h1, h2').first().waitFor();
  await page.waitForFunction(isDrawn);
}

/** Whether nothing that stands for what is still loading can be seen, and nothing is on its way to its place. */
function isDrawn() {
  const isLoading = [...document.querySelectorAll('.pf-v6-c-skeleton, .pf-v6-c-spinner')].some(
    (element) => !element.closest('[hidden]'),
  );
  const isMoving = document
    .getAnimations()
    .some(({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity);
  return !isLoading && !isMoving;
}

function ready() {
  return new Promise((resolve, reject) => {
    let output = '';
    server.on('exit', () => reject(new Error(`The server ended before it was ready.\n${output}`)));
    server.stdout.on('data', (chunk) => {
      output += chunk;
      const match = /is ready:\s+(http:\/\/\S+)/.exec(output);
      if (match) resolve(match[1]);
    });
  });
}
