import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { chooseLanguage } from '@/shared/i18n/i18n';
import { SignInPage } from './SignInPage';

describe('the page to sign in', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer()
      .on('POST', '/auth/login', () => ({ body: {} }))
      .on('GET', '/auth/providers', () => ({
        body: {
          items: [
            { alias: 'corp', displayName: 'Corp', kind: 'oidc' },
            { alias: 'ldap', displayName: 'Directory', kind: 'ldap' },
          ],
        },
      }))
      .on('PATCH', '/api/v1/preferences', ({ body }) => ({ body: body as object }));
  });
  afterEach(() => chooseLanguage('en'));

  const signIn = async () => {
    await userEvent.type(screen.getByLabelText(/User name|用户名/), 'ada');
    await userEvent.type(screen.getByLabelText(/^(Password|密码)/), 'secret{Enter}');
    await waitFor(() => expect(server.calls.some(({ path }) => path === '/auth/login')).toBe(true));
  };

  it('sends the language that was chosen to sign in, so that what was preferred elsewhere does not win', async () => {
    const { router } = renderPage(<SignInPage />, '/sign-in?back=%2Fclusters');
    await userEvent.click(screen.getByRole('button', { name: 'Language' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: '简体中文' }));
    await signIn();
    await waitFor(() => expect(router.state.location.pathname).toBe('/clusters'));
    expect(server.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { values: { language: 'zh' } },
    ]);
  });

  it('leads to identity providers and back to the page that was asked for', async () => {
    renderPage(<SignInPage />, '/sign-in?back=%2Fclusters%3Fpage%3D2');
    expect((await screen.findByRole('link', { name: 'Sign in by Corp' })).getAttribute('href')).toBe(
      '/auth/oidc/corp/start?back=%2Fclusters%3Fpage%3D2',
    );
  });

  it('signs in by the directory that was chosen, or by whichever knows the name', async () => {
    renderPage(<SignInPage />, '/sign-in');
    const choice = await screen.findByLabelText('Account of');
    expect(choice).toHaveDisplayValue('Whoever knows the name');
    await userEvent.selectOptions(choice, 'Directory');
    await signIn();
    expect(server.to('/auth/login')[0]?.body).toEqual({ username: 'ada', password: 'secret', provider: 'ldap' });
  });

  it('says in its own words why a provider signed nobody in', () => {
    renderPage(<SignInPage />, '/sign-in?failed=external.name.taken');
    expect(screen.getByRole('alert').textContent).toContain('Another account has this name');
  });

  it('shows no text of an address', () => {
    renderPage(<SignInPage />, '/sign-in?failed=call%200123');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('sends nothing where nothing was chosen', async () => {
    const { router } = renderPage(<SignInPage />, '/sign-in?back=%2Fclusters');
    await signIn();
    await waitFor(() => expect(router.state.location.pathname).toBe('/clusters'));
    expect(server.calls.some(({ method }) => method === 'PATCH')).toBe(false);
  });
});
