import { expect, type Locator, type Page } from '@playwright/test';
import { administrator, type Person } from './platform';
import type { Language, Words } from './words';

/** What a person does in the console. */
export class Console {
  constructor(
    readonly page: Page,
    readonly url: string,
    readonly language: Language,
    readonly w: Words,
  ) {}

  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Opens a page in the person's language; whoever is not signed in is asked to. */
  async beginWith(path: string, person: Person = administrator): Promise<void> {
    await this.chooseLanguage(person);
    await this.page.addInitScript((language) => localStorage.setItem('kpanda.language', language), this.language);
    await this.open(path);
  }

  /** Opens the list of clusters in the person's language and signs in. */
  async signIn(person: Person = administrator): Promise<void> {
    await this.beginWith('/clusters', person);
    await this.field('username').fill(person.username);
    await this.field('password').fill(person.password);
    await this.button('signIn.submit').click();
    await expect(this.heading('nav.clusters')).toBeVisible();
  }

  /** The language is the person's, wherever they sign in: what the story before this one chose would win. */
  private async chooseLanguage(person: Person): Promise<void> {
    const { request } = this.page;
    const answer = await request.post(`${this.url}/auth/login`, { data: person });
    const { token } = (await answer.json()) as { token: string };
    await request.patch(`${this.url}/api/v1/preferences`, {
      headers: { Authorization: `Bearer ${token}` },
      data: { values: { language: this.language } },
    });
    await this.page.context().clearCookies();
  }

  button(key: string, values?: Record<string, string>): Locator {
    return this.page.getByRole('button', { name: this.w(key, values), exact: true });
  }

  /** A field of a form. */
  field(id: string): Locator {
    return this.page.locator(`#${id}`);
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { name: this.w(key), exact: true });
  }

  /** The row of a list whose name is this. */
  row(name: string | RegExp): Locator {
    return this.page.locator('tr[data-key]').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  get rows(): Locator {
    return this.page.locator('tr[data-key]');
  }

  async openRow(name: string): Promise<void> {
    await this.row(name).getByRole('link', { name, exact: true }).click();
  }

  async openTab(tab: string): Promise<void> {
    await this.page.getByRole('tab', { name: this.w(`object.tab.${tab}`), exact: true }).click();
  }

  async navigate(key: string): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('link', { name: this.w(key), exact: true })
      .click();
  }

  /** Chooses from the menu of the page's object. */
  async act(key: string): Promise<void> {
    await this.page.getByRole('button', { name: this.w('actions.menu'), exact: true }).click();
    await this.page.getByRole('menuitem', { name: this.w(key), exact: true }).click();
  }

  /** Types into the YAML editor, in place of what is there. */
  async writeYaml(text: string): Promise<void> {
    await this.page.getByTestId('yaml-editor').locator('textarea.inputarea').focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.paste(text);
  }

  /** Finds a text in the YAML editor and types something else in its place. */
  async replaceInYaml(before: string, after: string): Promise<void> {
    await this.page.getByTestId('yaml-editor').locator('textarea.inputarea').focus();
    await this.page.keyboard.press('ControlOrMeta+Home');
    await this.page.keyboard.press('ControlOrMeta+F');
    await this.page.locator('.find-widget textarea').first().fill(before);
    await expect(this.page.locator('.find-widget .matchesCount')).toHaveText(/^1 of/);
    await this.page.keyboard.press('Escape');
    await this.paste(after);
  }

  /** Takes a field that the editor knows from the cluster's schema, in place of what of it stands before the cursor. */
  async completeInYaml(field: string): Promise<void> {
    const suggestion = this.page.locator('.suggest-widget').getByRole('option', { name: new RegExp(`^${field}`) });
    // The schema may still be on its way.
    await expect(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('ControlOrMeta+Space');
      await expect(suggestion.first()).toBeVisible({ timeout: 20_000 });
    }).toPass();
    await suggestion.first().click();
  }

  /** Pastes into the focused editor: typed text would be indented and closed by it. */
  private async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
  }

  /** Takes the pointer off the table, as a person does who waits for something to happen. */
  async lookAway(): Promise<void> {
    await this.page.mouse.move(2, 2);
  }
}
