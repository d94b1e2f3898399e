// Takes pictures of every page of the running product, in both themes and languages and two widths, for artifacts/gallery, and those that documents
// show for docs/screenshots: ./kpanda run once to build, then node tests/EndToEnd/screenshots.mjs
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = join(import.meta.dirname, '../..');
const gallery = join(home, 'artifacts/gallery');
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
const password = 'only-for-pictures';
const inShop = '/clusters/prod-shanghai/namespaces/shop';
const pages = [
  { name: 'overview', path: '/' },
  { name: 'clusters', path: '/clusters' },
  { name: 'import', path: '/clusters', open: (page) => page.locator('main button.pf-m-primary').first().click() },
  { name: 'cluster', path: '/clusters/prod-shanghai' },
  { name: 'namespaces', path: '/namespaces' },
  { name: 'nodes', path: '/clusters/prod-shanghai/nodes' },
  { name: 'pods', path: '/workloads/pods' },
  { name: 'services', path: '/kinds/services' },
  { name: 'events', path: '/clusters/prod-shanghai/events' },
  { name: 'kinds', path: '/clusters/prod-shanghai/kinds' },
  { name: 'deployment', path: `${inShop}/deployments/recommendations` },
  { name: 'pods-of', path: `${inShop}/deployments/recommendations?tab=pods` },
  { name: 'yaml', path: `${inShop}/deployments/recommendations?tab=yaml`, ready: '.monaco-editor .view-line' },
  { name: 'preferences', path: '/preferences', ready: 'main table' },
  { name: 'api', path: '/help/api', ready: 'main input' },
  {
    name: 'palette',
    path: '/',
    open: (page) => page.keyboard.press('Control+k'),
    ready: '[role=dialog] [role=option]',
  },
  { name: 'keys', path: '/', open: (page) => page.keyboard.press('?'), ready: '[role=dialog]' },
];

const data = mkdtempSync(join(tmpdir(), 'kpanda-pictures-'));
const server = spawn(
  join(home, 'artifacts/bin/Kpanda.Server/release/kpanda-server'),
  ['run', '--urls', 'http://127.0.0.1:0;https://127.0.0.1:0', '--data', data],
  { env: { ...process.env, KPANDA_HOME: home, KPANDA_ADMIN_PASSWORD: password }, stdio: ['ignore', 'pipe', 'inherit'] },
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
      for (const width of [1440, 768]) await take(browser, url, theme, language, width);
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
  await context.request.post('/auth/login', { data: { username: 'admin', password } });
  const page = await context.newPage();
  for (const { name, path, open, ready = 'main table tbody tr, main dl' } of pages) {
    await page.goto(path);
    await page.locator('main h1, main h2').first().waitFor();
    await page.waitForFunction(isDrawn);
    await open?.(page);
    await page.locator(ready).first().waitFor();
    await page.waitForFunction(isDrawn);
    await page.evaluate(() => document.fonts.ready);
    const file = `${name}-${theme}-${language}${width === 1440 ? '' : `-${width}`}`;
    await page.screenshot({ path: join(gallery, `${file}.png`), animations: 'disabled' });
    if (documented.includes(file)) copyFileSync(join(gallery, `${file}.png`), join(documents, `${file}.png`));
  }
  await context.close();
}

/** Whether nothing that stands for what is still loading can be seen. */
function isDrawn() {
  return ![...document.querySelectorAll('.pf-v6-c-skeleton, .pf-v6-c-spinner')].some(
    (element) => !element.closest('[hidden]'),
  );
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
