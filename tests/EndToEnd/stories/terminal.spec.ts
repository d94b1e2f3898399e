import type { Page } from '@playwright/test';
import { Console } from '../support/Console';
import { expectAccessible } from '../support/accessible';
import { inMember, members, runPod, sleeping } from '../support/containers';
import { expect, pageFailures, test } from '../support/fixtures';
import { wordsOf } from '../support/words';

const w = wordsOf('en');

const screen = (page: Page) => page.getByTestId('terminal').locator('.xterm-rows');

for (const member of members) {
  test(`a terminal survives other pages and a reload, and says how its shell ended (${member})`, async ({
    page,
    platform,
  }) => {
    const console = new Console(page, platform.url, 'en', w);
    const failures = pageFailures(page);
    const name = `with-a-shell-${process.pid}`;
    await inMember(platform, member, async (cluster) => {
      const pod = await runPod(platform, cluster, name, sleeping);
      await console.signIn();
      await console.open(`/clusters/${cluster}/namespaces/default/pods/${name}`);
      await console.act('terminal.open');
      await expect(screen(page)).toContainText('#');
      await page.keyboard.type("KEPT=still; echo Grü''ße 你好 $((40 + 2))\n");
      await expect(screen(page)).toContainText('Grüße 你好 42');
      await expectAccessible(page, 'a terminal');
      // What a program says of the title of its window is nobody's business here.
      await page.keyboard.type("printf '\\033]0;ow''ned\\007'; echo ti''tled\n");
      await expect(screen(page)).toContainText('titled');
      expect(await page.title()).not.toContain('owned');

      await console.navigate('kinds.deployments');
      await expect(screen(page)).toContainText('Grüße 你好 42');
      await page.reload();
      await expect(screen(page)).toContainText('Grüße 你好 42');
      await page.getByTestId('terminal').click();
      await page.keyboard.type('echo "$KEPT-here"\n');
      await expect(screen(page)).toContainText('still-here');

      // Something runs: closing asks.
      await page.keyboard.type('top\n');
      await expect(screen(page)).toContainText('PID');
      await page.getByRole('button', { name: w('dock.close', { title: `${name} · main` }) }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('actions.cancel') })
        .click();
      // It goes on drawing while the page is loaded again.
      await page.reload();
      await expect(screen(page)).toContainText('PID');
      const drawn = await screen(page).innerText();
      await expect.poll(() => screen(page).innerText()).not.toBe(drawn);
      await page.getByTestId('terminal').click();
      await page.keyboard.press('q');
      await page.keyboard.type('exit 7\n');
      await expect(page.getByText(w('terminal.exited', { code: '7' }))).toBeVisible();
      await console.button('terminal.reopen').click();
      await expect(screen(page)).toContainText('#');
      await page.getByRole('button', { name: w('dock.close', { title: `${name} · main` }) }).click();
      await expect(page.getByTestId('terminal')).toHaveCount(0);
      await platform.api('DELETE', pod);
    });
    expect(failures).toEqual([]);
  });

  test(`a shell on a node is an administrator's, and leaves nothing behind (${member})`, async ({
    page,
    platform,
    browser,
  }) => {
    const console = new Console(page, platform.url, 'en', w);
    const failures = pageFailures(page);
    await inMember(platform, member, async (cluster) => {
      const nodes = await platform.api<{ items: { metadata: { name: string } }[] }>(
        'GET',
        `/k8s/clusters/${cluster}/api/v1/nodes`,
      );
      const node = nodes.items[0]?.metadata.name ?? '';
      const shells = async () =>
        (
          await platform.api<{ items: { spec: { nodeName: string } }[] }>(
            'GET',
            `/k8s/clusters/${cluster}/api/v1/namespaces/kube-system/pods?labelSelector=kpanda.io/node-shell`,
          )
        ).items.map(({ spec }) => spec.nodeName);
      await console.signIn();
      await console.open(`/clusters/${cluster}/nodes/${node}`);
      await console.act('terminal.open');
      await expect(screen(page)).toContainText('#');
      await page.keyboard.type("echo on-''the-node $((40 + 2))\n");
      await expect(screen(page)).toContainText('on-the-node 42');
      await expect(page.getByText(w('terminal.onNode', { node, cluster }))).toBeVisible();
      expect(await shells()).toEqual([node]);
      await page.getByRole('button', { name: w('dock.close', { title: node }) }).click();
      await expect(page.getByTestId('terminal')).toHaveCount(0);
      await expect.poll(shells).toEqual([]);

      // Somebody who may look at nodes is not offered one.
      const viewer = `viewer-${member}-${Date.now()}`;
      const seen = await platform.person(viewer, { cluster, role: 'role-template-cluster-view' });
      const context = await browser.newContext();
      const own = new Console(await context.newPage(), platform.url, 'en', w);
      await own.signIn(seen);
      await own.open(`/clusters/${cluster}/nodes/${node}`);
      await own.button('actions.menu').click();
      await expect(own.page.getByRole('menuitem', { name: w('actions.editYaml'), exact: true })).toBeVisible();
      await expect(own.page.getByRole('menuitem', { name: w('terminal.open'), exact: true })).toHaveCount(0);
      await context.close();
    });
    expect(failures).toEqual([]);
  });
}

test('a role that is taken back ends the terminal while somebody types', async ({ browser, platform }) => {
  await inMember(platform, 'simulated', async (cluster) => {
    const pod = await runPod(platform, cluster, 'typed-into', sleeping);
    const typist = `typist-${Date.now()}`;
    const person = await platform.person(typist, { cluster, namespaces: ['default'], role: 'role-template-ns-edit' });
    const context = await browser.newContext();
    const page = await context.newPage();
    const failures = pageFailures(page);
    const console = new Console(page, platform.url, 'en', w);
    await console.signIn(person);
    await console.open(`/clusters/${cluster}/namespaces/default/pods/typed-into`);
    await console.act('terminal.open');
    await expect(screen(page)).toContainText('#');
    let isTyping = true;
    const typing = (async () => {
      while (isTyping) await page.keyboard.type("echo ty''ped\n", { delay: 10 });
    })();
    await expect(screen(page)).toContainText('typed');

    // The administrator, at the same time, in a window of their own.
    const administration = await browser.newContext();
    const administrator = new Console(await administration.newPage(), platform.url, 'en', w);
    await administrator.signIn();
    await administrator.open('/permissions?tab=namespace');
    const grant = administrator.page.getByRole('row').filter({ hasText: typist });
    await grant.getByRole('button', { name: w('permissions.actionsFor', { name: typist }), exact: true }).click();
    await administrator.page.getByRole('menuitem', { name: w('permissions.takeBack'), exact: true }).click();
    await administrator.page
      .getByRole('dialog')
      .getByRole('button', { name: w('permissions.takeBack'), exact: true })
      .click();
    const began = Date.now();
    await expect(page.getByText(w('terminal.ended.rights'))).toBeVisible();
    process.stdout.write(`    the terminal ended ${Date.now() - began} ms after the click\n`);
    isTyping = false;
    await typing;

    // And no other one is opened.
    await console.button('terminal.reopen').click();
    await expect(page.getByText(w('terminal.ended.refused'))).toBeVisible();
    await administration.close();
    await context.close();
    await platform.api('DELETE', pod);
    expect(failures).toEqual([]);
  });
});
