import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { SignInPage } from './SignInPage';

describe('what comes between the right password and the console', () => {
  let server: FakeServer;

  const signIn = async (answer: object) => {
    server = new FakeServer().on('POST', '/auth/login', () => ({ body: answer }));
    const page = renderPage(<SignInPage />, '/sign-in?back=%2Fclusters');
    await userEvent.type(screen.getByLabelText(/User name/), 'ada');
    await userEvent.type(screen.getByLabelText(/^Password/), 'secret{Enter}');
    return page;
  };

  beforeEach(() => {
    server = new FakeServer();
  });

  it('asks for the code of the second factor and brings the challenge along', async () => {
    const { router } = await signIn({ token: '', next: 'code', challenge: 'abc' });
    server.on('POST', '/auth/login/code', () => ({ body: { token: 't' } }));
    await userEvent.type(await screen.findByLabelText(/Code/), '123456{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/clusters'));
    expect(server.calls.find(({ path }) => path === '/auth/login/code')?.body).toEqual({
      challenge: 'abc',
      code: '123456',
    });
  });

  it('has a temporary password changed, with the one that was just typed, and twice the same', async () => {
    const { router } = await signIn({ token: 't', next: 'password' });
    const path = '/apis/ghippo.io/v1alpha1/current-user/set-password';
    server.on('PUT', path, () => ({ body: { token: 'u' } }));
    await userEvent.type(await screen.findByLabelText(/^New password$|^New password \*?$/), 'a long password');
    const change = screen.getByRole('button', { name: 'Change the password' });
    expect(change).toBeDisabled();
    await userEvent.type(screen.getByLabelText(/New password once more/), 'a long password{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/clusters'));
    expect(server.calls.find((call) => call.path === path)?.body).toEqual({
      oldPassword: 'secret',
      newPassword: 'a long password',
    });
  });

  it('sets up a second factor where one is required, and shows the recovery codes before it goes on', async () => {
    const { router } = await signIn({ token: 't', next: 'enrol' });
    server
      .on('POST', '/api/v1/second-factor/enrol', () => ({ body: { secret: 'MZXW6YTB', uri: 'otpauth://totp/x' } }))
      .on('POST', '/api/v1/second-factor/confirm', () => ({ body: { codes: ['aaaa-bbbb-cccc-dddd'] } }));
    await userEvent.click(await screen.findByRole('button', { name: 'Set it up' }));
    expect(await screen.findByDisplayValue('MZXW6YTB')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText(/Code/), '123456{Enter}');
    expect(await screen.findByText(/aaaa-bbbb-cccc-dddd/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/clusters'));
  });

  describe('where a session is there before the page', () => {
    const open = (next: string, hasPassword: boolean) => {
      server = new FakeServer()
        .on('GET', '/apis/ghippo.io/v1alpha1/current-user', () => ({ body: { username: 'ada', next } }))
        .on('GET', '/api/v1/second-factor', () => ({
          body: { enabled: false, required: true, recoveryCodesLeft: 0, hasPassword },
        }))
        .on('POST', '/api/v1/second-factor/enrol', () => ({ body: { secret: 'MZXW6YTB', uri: 'otpauth://totp/x' } }));
      return renderPage(<SignInPage />, '/sign-in?back=%2Fclusters');
    };
    const sent = () => server.calls.find(({ path }) => path === '/api/v1/second-factor/enrol')?.body;

    it('has the second factor set up without a password by whom a provider vouched for', async () => {
      open('enrol', false);
      const begin = await screen.findByRole('button', { name: 'Set it up' });
      await waitFor(() => expect(begin).toBeEnabled());
      expect(screen.queryByLabelText(/Your password now/)).not.toBeInTheDocument();
      await userEvent.click(begin);
      expect(await screen.findByDisplayValue('MZXW6YTB')).toBeInTheDocument();
      expect(sent()).toEqual({ password: '' });
    });

    it('asks for the password that the page no longer knows', async () => {
      open('enrol', true);
      await userEvent.type(await screen.findByLabelText(/Your password now/), 'secret{Enter}');
      expect(await screen.findByDisplayValue('MZXW6YTB')).toBeInTheDocument();
      expect(sent()).toEqual({ password: 'secret' });
    });

    it('lets somebody else sign in', async () => {
      open('enrol', false);
      await userEvent.click(await screen.findByRole('button', { name: 'Sign in as somebody else' }));
      expect(screen.getByLabelText(/User name/)).toBeInTheDocument();
    });
  });
});
