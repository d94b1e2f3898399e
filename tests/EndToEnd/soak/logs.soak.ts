import { expect, type Page } from '@playwright/test';
import { Console } from '../support/Console';
import { flooding, runPod, simulated } from '../support/containers';
import { test } from '../support/fixtures';
import { wordsOf } from '../support/words';

const minutes = Number(process.env.KPANDA_SOAK_MINUTES ?? 1);

test(`ten thousand lines a second and lines of five megabytes, for ${minutes} minutes`, async ({ page, platform }) => {
  test.setTimeout(minutes * 60_000 + test.info().timeout);
  const console = new Console(page, platform.url, 'en', wordsOf('en'));
  const cluster = await simulated(platform);
  await runPod(platform, cluster, 'flood', flooding);
  await console.signIn();
  await console.open(`/clusters/${cluster}/namespaces/default/pods/flood`);
  await console.act('logs.open');
  await expect(page.getByTestId('log')).toContainText('"msg"');
  const begun = Date.now();
  do {
    const left = minutes * 60 - (Date.now() - begun) / 1_000;
    const { framesPerSecond, longestMs, heapMb, rows } = await figuresOf(page, Math.max(1, Math.min(10, left)));
    const time = ((Date.now() - begun) / 1_000).toFixed(0).padStart(5);
    process.stdout.write(
      `    ${time} s: ${framesPerSecond} pictures/s (wanted: 30), at most ${longestMs} ms between two, heap ${heapMb} MB, ${rows} rows drawn\n`,
    );
  } while (Date.now() - begun < minutes * 60_000);
});

/** Pictures a second, the longest time between two of them, and the heap, while the page is left alone. */
const figuresOf = (page: Page, seconds: number) =>
  page.evaluate(async (time) => {
    const began = performance.now();
    let [last, count, longest] = [began, 0, 0];
    while (last - began < time) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      longest = Math.max(longest, now - last);
      last = now;
      count++;
    }
    const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
    return {
      framesPerSecond: Math.round((count * 1000) / (last - began)),
      longestMs: Math.round(longest),
      heapMb: Math.round((memory?.usedJSHeapSize ?? 0) / 1e6),
      rows: document.querySelectorAll('.kp-log__row').length,
    };
  }, seconds * 1000);
