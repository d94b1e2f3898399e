import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { inMember, members, runPod, sleeping } from '../support/containers';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf } from '../support/words';

const w = wordsOf('en');

for (const member of members) {
  test(`files go into a container and out of it, and a folder comes as an archive (${member})`, async ({
    page,
    platform,
  }) => {
    const console = new Console(page, platform.url, 'en', w);
    const failures = pageFailures(page);
    const name = `with-files-${process.pid}`;
    await inMember(platform, member, async (cluster) => {
      const pod = await runPod(platform, cluster, name, sleeping);
      await console.signIn();
      await console.open(`/clusters/${cluster}/namespaces/default/pods/${name}`);
      await console.act('files.open');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'tmp', exact: true }).click();
      await expect(dialog.getByText(w('files.empty'))).toBeVisible();

      const content = Buffer.from('Grüße aus dem Test\n'.repeat(5000));
      await page.getByTestId('choose-files').setInputFiles([
        { name: 'größe.txt', mimeType: 'text/plain', buffer: content },
        { name: 'second.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2]) },
      ]);
      await expect(dialog.getByText(w('files.uploaded_other', { count: '2' }))).toBeVisible();
      await expectAccessible(page, 'files of a container');

      const file = page.waitForEvent('download');
      await dialog.getByRole('button', { name: w('files.download', { name: 'größe.txt' }) }).click();
      const saved = await file;
      expect(saved.suggestedFilename()).toBe('größe.txt');
      expect(readFileSync(await saved.path()).equals(content)).toBe(true);

      const folder = page.waitForEvent('download');
      await dialog.getByRole('button', { name: w('files.downloadFolder') }).click();
      const archive = await folder;
      expect(archive.suggestedFilename()).toBe('tmp.tar');
      expect(readFileSync(await archive.path()).includes(Buffer.from([0, 1, 2]))).toBe(true);

      // By keyboard to a path that is not there: said in words.
      await dialog.getByRole('textbox', { name: w('files.goTo') }).fill('/no/where');
      await page.keyboard.press('Enter');
      await expect(dialog.getByText('There is nothing at /no/where.')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await platform.api('DELETE', pod);
    });
    expect(failures.filter((failure) => !failure.includes('404'))).toEqual([]);
  });

  test(`an image without a shell offers a debug container (${member})`, async ({ page, platform }) => {
    const console = new Console(page, platform.url, 'en', w);
    const name = `without-a-shell-${process.pid}`;
    await inMember(platform, member, async (cluster) => {
      const pod = await runPod(platform, cluster, name, { image: 'registry.k8s.io/pause:3.10' });
      await console.signIn();
      await console.open(`/clusters/${cluster}/namespaces/default/pods/${name}`);
      await console.act('terminal.open');
      await expect(page.getByText(w('terminal.ended.no-shell'))).toBeVisible();
      await page.getByRole('button', { name: w('terminal.debug') }).click();
      const screen = page.getByTestId('terminal').locator('.xterm-rows').last();
      await expect(screen).toContainText('#');
      await page.keyboard.type("echo in''side $((40 + 2))\n");
      await expect(screen).toContainText('inside 42');
      await platform.api('DELETE', pod);
    });
  });
}

test('a folder goes into a container with all that is in it', async ({ page, platform }) => {
  const console = new Console(page, platform.url, 'en', w);
  const failures = pageFailures(page);
  await inMember(platform, 'simulated', async (cluster) => {
    const pod = await runPod(platform, cluster, 'with-a-folder', sleeping);
    await console.signIn();
    await console.open(`/clusters/${cluster}/namespaces/default/pods/with-a-folder`);
    await console.act('files.open');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'tmp', exact: true }).click();
    await expect(dialog.getByText(w('files.empty'))).toBeVisible();

    const folder = await mkdtemp(join(tmpdir(), 'kpanda-folder-'));
    await mkdir(join(folder, 'site/images'), { recursive: true });
    await writeFile(join(folder, 'site/index.html'), '<h1>Grüße</h1>');
    await writeFile(join(folder, 'site/images/标志.svg'), '<svg/>');
    await page.getByTestId('choose-folder').setInputFiles(join(folder, 'site'));
    await expect(dialog.getByText(w('files.uploaded', { count: 2 }))).toBeVisible();
    for (const step of ['site', 'images']) await dialog.getByRole('button', { name: step, exact: true }).click();
    const file = page.waitForEvent('download');
    await dialog.getByRole('button', { name: w('files.download', { name: '标志.svg' }) }).click();
    expect(await readFile(await (await file).path(), 'utf8')).toBe('<svg/>');
    await rm(folder, { recursive: true });
    await platform.api('DELETE', pod);
  });
  expect(failures).toEqual([]);
});

test('an upload says how far it is, is cancelled, and another takes its place', async ({ page, platform }) => {
  const console = new Console(page, platform.url, 'en', w);
  const failures = pageFailures(page);
  await inMember(platform, 'simulated', async (cluster) => {
    const pod = await runPod(platform, cluster, 'with-half-a-file', sleeping);
    await console.signIn();
    await console.open(`/clusters/${cluster}/namespaces/default/pods/with-half-a-file`);
    await console.act('files.open');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'tmp', exact: true }).click();
    await expect(dialog.getByText(w('files.empty'))).toBeVisible();

    // A network over which the file needs more than ten minutes.
    const network = await page.context().newCDPSession(page);
    const speed = (uploadThroughput: number) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await network.send('Network.enable');
    await speed(32 * 1024);
    const buffer = Buffer.alloc(24 * 1024 * 1024, 'x');
    await page.getByTestId('choose-files').setInputFiles({ name: 'large.bin', mimeType: 'text/plain', buffer });
    await expect(dialog.getByRole('progressbar')).toBeVisible();
    await expect(dialog.getByText(/^(?!24 )[1-9][\d.]* [KM]iB \/ 24 MiB$/)).toBeVisible();
    await dialog.getByRole('button', { name: w('actions.cancel'), exact: true }).click();
    await expect(dialog.getByText(w('files.cancelled'))).toBeVisible();
    await speed(-1);

    await page
      .getByTestId('choose-files')
      .setInputFiles({ name: 'small.bin', mimeType: 'text/plain', buffer: buffer.subarray(0, 10) });
    await expect(dialog.getByText(w('files.uploaded', { count: 1 }))).toBeVisible();
    await expect(dialog.getByRole('button', { name: w('files.download', { name: 'small.bin' }) })).toBeVisible();
    await platform.api('DELETE', pod);
  });
  expect(failures).toEqual([]);
});
