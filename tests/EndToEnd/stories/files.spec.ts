import { readFileSync } from 'node:fs';
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
