// What is measured inside the page, by its own clock: from what a person does to the frame that shows what came of it.

// NOTE: what is waited for must be a plain truth: an element would be brought here, and the browser would keep it.
const until = (page, isTrue) => page.waitForFunction(isTrue, null, { timeout: 60_000 });

/** Waits until the list shows rows and nothing is asked for. */
export const ready = (page) =>
  until(page, () => document.querySelector('table[aria-busy=false] tr[data-key]') !== null);

/** Milliseconds from the click on Pods in the navigation to its rows on the screen. */
export async function firstPage(page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Overview', exact: true }).click();
  await until(page, () => !document.querySelector('tr[data-key]') && document.querySelector('main h1') !== null);
  return page.evaluate(async () => {
    const link = [...document.querySelectorAll('nav a')].find((each) =>
      each.getAttribute('href')?.startsWith('/workloads/pods'),
    );
    const begun = performance.now();
    link.click();
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.querySelector('.kp-list[data-list=pods] table[aria-busy=false] tr[data-key]')) {
      if (performance.now() - begun > 60_000) throw new Error('No pods came within a minute.');
      await frame();
    }
    await frame();
    return performance.now() - begun;
  });
}

/** Milliseconds from the last letter in the field that filters by name to the rows that match it, and the field empty again. */
export async function filterToResult(page, text) {
  const took = await page.evaluate(async (text) => {
    const input = document.querySelector('.kp-toolbar input[type=text], .kp-toolbar input[type=search]');
    const names = () => [...document.querySelectorAll('tr[data-key]')].map((row) => row.dataset.key.split('/').pop());
    const frame = () => new Promise(requestAnimationFrame);
    const type = (value) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const until = async (isDone, what) => {
      const begun = performance.now();
      while (!isDone()) {
        if (performance.now() - begun > 60_000) throw new Error(`${what} within a minute.`);
        await frame();
      }
      await frame();
      return performance.now() - begun;
    };
    const isRead = () =>
      document.querySelector('table[aria-busy=false]') &&
      new URLSearchParams(location.search).get('q') === (input.value || null);
    // A part of a name that some of the rows do not have, so that another list must come.
    const part = `${text}-`;
    // Letters that follow fast wait for each other: the last one counts.
    type(text);
    await frame();
    type(part);
    const took = await until(
      () => isRead() && names().length > 0 && names().every((name) => name.includes(part)),
      `No rows with ${part} came`,
    );
    type('');
    await until(() => isRead() && names().some((name) => !name.includes(part)), 'The whole list did not come back');
    return took;
  }, text);
  return took;
}

/** Frames a second that the browser paints, and the longest that one took. */
export const framesFor = (page, seconds) =>
  page.evaluate(async (seconds) => {
    const times = [];
    const begun = performance.now();
    while (performance.now() - begun < seconds * 1_000) times.push(await new Promise(requestAnimationFrame));
    const gaps = times.slice(1).map((time, index) => time - times[index]);
    return { perSecond: (gaps.length * 1_000) / (times.at(-1) - times[0]), longest: Math.max(...gaps) };
  }, seconds);

/** Scrolls through the rows and back for so many seconds, a screen and a half a second. */
export const scrollDown = (page, seconds) =>
  page.evaluate(async (seconds) => {
    const box = document.querySelector('.kp-table-scroll--rows');
    const begun = performance.now();
    let [last, way] = [begun, 1];
    while (performance.now() - begun < seconds * 1_000) {
      const now = await new Promise(requestAnimationFrame);
      const before = box.scrollTop;
      box.scrollTop += way * (now - last);
      if (box.scrollTop === before && now > last) way = -way;
      last = now;
    }
  }, seconds);

export const scrollTo = (page, top) =>
  page.evaluate((top) => void (document.querySelector('.kp-table-scroll--rows').scrollTop = top), top);

/** Opens the page of the first row that is drawn, and comes back. */
export async function openOne(page) {
  const list = page.url();
  await page.evaluate(() => document.querySelector('tr[data-key] a').click());
  await until(page, () => document.querySelector('main [role=tabpanel] dl') !== null);
  await page.goBack();
  await page.waitForURL(list);
  await ready(page);
}

/** What the tab holds when everything is collected that nobody needs. */
export async function heapOf(devtools) {
  for (let pass = 0; pass < 3; pass++) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const value = (name) => metrics.find((metric) => metric.name === name).value;
  return { heap: value('JSHeapUsedSize') / 1024 / 1024, nodes: value('Nodes'), listeners: value('JSEventListeners') };
}
