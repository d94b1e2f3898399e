// Takes the pictures of the documents from the running product: ./kpanda run once to build, then node tests/EndToEnd/screenshots.mjs
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = join(import.meta.dirname, '../..');
const folder = join(home, 'docs/screenshots');
const password = 'only-for-pictures';
const pages = [
  { name: 'clusters', path: '/clusters' },
  { name: 'cluster', path: '/clusters/prod-shanghai' },
  { name: 'pods', path: '/workloads/pods' },
  { name: 'deployment', path: '/clusters/prod-shanghai/namespaces/shop/deployments/recommendations' },
  { name: 'yaml', path: '/clusters/prod-shanghai/namespaces/shop/deployments/recommendations?tab=yaml' },
];

const data = mkdtempSync(join(tmpdir(), 'kpanda-pictures-'));
const server = spawn(
  join(home, 'artifacts/bin/Kpanda.Server/release/kpanda-server'),
  ['run', '--urls', 'http://127.0.0.1:0;https://127.0.0.1:0', '--data', data],
  { env: { ...process.env, KPANDA_HOME: home, KPANDA_ADMIN_PASSWORD: password }, stdio: ['ignore', 'pipe', 'inherit'] },
);

try {
  const url = await ready();
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  for (const theme of ['light', 'dark']) for (const language of ['en', 'zh']) for (const width of [1440, 768]) await take(browser, url, theme, language, width);
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
  for (const { name, path } of pages) {
    await page.goto(path);
    await page.locator('main h1, main h2').first().waitFor();
    if (name === 'yaml') await page.locator('.monaco-editor .view-line').first().waitFor();
    else await page.locator('main table tbody tr, main dl').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('.pf-v6-c-skeleton'));
    await page.evaluate(() => document.fonts.ready);
    const small = width === 1440 ? '' : `-${width}`;
    await page.screenshot({ path: join(folder, `${name}-${theme}-${language}${small}.png`), animations: 'disabled' });
  }
  await context.close();
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
