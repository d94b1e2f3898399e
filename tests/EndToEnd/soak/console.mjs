// Measures the console in a real browser. ./kpanda soak console starts it beside a server with 20,000 pods and writes what it asks for on standard output:
// "load all", "load none" and "load [keys]" say what shall be changed, "figures [...]" is what was measured. Every line but the last is answered with one.
import { chromium } from '@playwright/test';
import { createInterface } from 'node:readline';
import { filterToResult, firstPage, framesFor, heapOf, openOne, ready, scrollDown, scrollTo } from './measure.mjs';

const { KPANDA_URL: url, KPANDA_ADMIN_PASSWORD: password, KPANDA_SOAK_MINUTES: minutes } = process.env;
const repeats = 10;
const frameSeconds = 15;
const heapEvery = 15_000;
/** What the heap may grow over an hour, taken from its slope: less than a tab that is open for a day would notice. */
const flat = 5;
/** Minutes until a tab has warmed up; of a shorter run, its first half. */
const warmUp = 8;

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const tell = async (line) => {
  process.stdout.write(`${line}\n`);
  if ((await answers.next()).done) process.exit(1);
};
const note = (text) => process.stderr.write(`${text}\n`);
const figures = [];
const figure = (name, value, unit, goal = {}) => {
  figures.push({ name, value, unit, ...goal });
  note(`  ${name}: ${value.toFixed(1)} ${unit}`);
};

const browser = await chromium.launch({
  executablePath: process.env.KPANDA_CHROMIUM ?? '/usr/bin/chromium',
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
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', baseURL: url });
  await context.request.post('/auth/login', { data: { username: 'admin', password } });
  const page = await context.newPage();
  const failures = [];
  page.on('pageerror', (error) => failures.push(error.stack ?? error.message));
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');

  await page.goto('/workloads/pods');
  await ready(page);
  for (const load of ['none', 'all']) {
    await tell(`load ${load}`);
    const beside = load === 'all' ? ', beside 500 changes/s' : '';
    await times(`first page${beside}`, 300, () => firstPage(page));
    await times(`filter to result${beside}`, 200, (index) => filterToResult(page, `${index}`));
  }

  await page.goto('/workloads/pods?size=50');
  await ready(page);
  await frames('50 rows, 500 changes/s of 20,000 pods');
  await page.goto('/workloads/pods?size=1000');
  await ready(page);
  await frames('1,000 rows, 500 changes/s of 20,000 pods');
  await frames('the same while it scrolls', () => scrollDown(page, frameSeconds));
  await tell(`load ${JSON.stringify(await keysOf(1_000))}`);
  await frames('1,000 rows, 500 changes/s of just these');
  await page.goto('/workloads/pods?size=50');
  await ready(page);
  await tell(`load ${JSON.stringify(await keysOf(50))}`);
  await frames('50 rows, 500 changes/s of just these');

  await tell('load all');
  await memory(page, devtools);
  await tell('load none');
  await ready(page);
  if (failures.length > 0) throw new Error(`The page broke:\n${failures.join('\n')}`);
  process.stdout.write(`figures ${JSON.stringify(figures)}\n`);

  async function times(name, atMost, measure) {
    const all = [];
    for (let index = 0; index < repeats; index++) all.push(await measure(index));
    all.sort((left, right) => left - right);
    figure(`${name}, median`, all[Math.floor(repeats / 2)], 'ms', { atMost });
    figure(`${name}, longest of ${repeats}`, all.at(-1), 'ms');
  }

  async function frames(name, meanwhile = async () => {}) {
    const [{ perSecond, longest }] = await Promise.all([framesFor(page, frameSeconds), meanwhile()]);
    figure(`frames, ${name}`, perSecond, '/s', { atLeast: 30 });
    figure(`longest frame, ${name}`, longest, 'ms');
  }

  /** What the API lists as the first rows, as the page does. */
  async function keysOf(count) {
    const answer = await context.request.get(
      `/apis/kpanda.io/v1alpha1/asl/pods?sortBy=field_name&sortDir=asc&pageSize=${count}`,
    );
    return (await answer.json()).items.map((row) => row.kpanda.key);
  }

  /** Somebody who looks around for the whole time and never loads the page anew: the heap after each round, with everything collected that nobody holds. */
  async function memory() {
    const end = Date.now() + Number(minutes) * 60_000;
    const samples = [];
    await page.evaluate(() => localStorage.setItem('kpanda.pageSize', '500'));
    await page.goto('/workloads/pods');
    await ready(page);
    for (let round = 0; Date.now() < end || samples.length < 4; round++) {
      const begun = Date.now();
      await filterToResult(page, `${round % 10}`);
      await scrollTo(page, 1_000 * (round % 10));
      await openOne(page);
      await firstPage(page);
      await page.waitForTimeout(Math.max(0, heapEvery - (Date.now() - begun)));
      const sample = { minute: (Date.now() + Number(minutes) * 60_000 - end) / 60_000, ...(await heapOf(devtools)) };
      samples.push(sample);
      if (round % 4 === 0)
        note(
          `  ${sample.minute.toFixed(1)} min: heap ${sample.heap.toFixed(1)} MB, ${sample.nodes} nodes, ${sample.listeners} listeners`,
        );
    }
    // What is loaded on demand has come by then, code is compiled, and objects that were opened are forgotten as fast as others are opened.
    const settled = samples.filter(({ minute }) => minute >= Math.min(warmUp, samples.at(-1).minute / 2));
    const growth = slope(settled, 'heap') * 60;
    figure('minutes looked at', samples.at(-1).minute, 'min');
    figure('heap of the tab after warming up', settled[0].heap, 'MB');
    figure('heap of the tab at the end', settled.at(-1).heap, 'MB');
    figure('growth of the heap, from its slope after warming up', growth, 'MB/h', { atMost: flat });
    figure('growth of the document, from its slope', slope(settled, 'nodes') * 60, 'nodes/h');
    figure('growth of the listeners, from its slope', slope(settled, 'listeners') * 60, '/h');
    note(
      `  the memory of the tab ${growth <= flat ? 'is flat' : 'GROWS'}: ${settled.length} samples, all garbage collected before each`,
    );
  }
} finally {
  await browser.close();
}

/** The middle of the slopes between any two samples (Theil and Sen), a minute: one sample that stands out does not turn it. */
function slope(samples, name) {
  const slopes = samples.flatMap((left, index) =>
    samples.slice(index + 1).map((right) => (right[name] - left[name]) / (right.minute - left.minute)),
  );
  return slopes.sort((left, right) => left - right)[Math.floor(slopes.length / 2)];
}
