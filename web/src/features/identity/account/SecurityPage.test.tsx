import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { endSessionsPath, factorPath, sessionPath, sessionsPath } from './accountApi';
import { SecurityPage } from './SecurityPage';

const account = '/apis/ghippo.io/v1alpha1/current-user';
const demands = {
  minimumLength: 10,
  maximumLength: 128,
  digits: 1,
  uppercase: 0,
  lowercase: 0,
  special: 0,
  name: 'ada',
  email: '',
  notRecentlyUsed: 2,
};
const session = {
  id: 's1',
  address: '10.0.0.7',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  createdAt: '2026-01-01T00:00:00Z',
  lastUsedAt: '2026-01-01T00:00:00Z',
  expiresAt: '2026-01-01T12:00:00Z',
  current: true,
};
const codes = ['aaaa-bbbb-cccc-dddd', 'eeee-ffff-gggg-hhhh'];

describe('the page of sign-in and security', () => {
  let server: FakeServer;
  let sessions: object[];
  let factor: object;
  let allowModify: boolean;

  beforeEach(() => {
    sessions = [session, { ...session, id: 's2', address: '10.0.0.8', agent: '', current: false }];
    factor = { enabled: false, required: false, recoveryCodesLeft: 0, hasPassword: true };
    allowModify = true;
    server = new FakeServer()
      .on('GET', `${account}/password-description`, () => ({ body: { allowModify, demands } }))
      .on('GET', factorPath, () => ({ body: factor }))
      .on('GET', sessionsPath, () => ({ body: { items: sessions } }));
  });

  const rule = (text: RegExp) => screen.getByText(text).closest('li') as HTMLElement;

  describe('the password', () => {
    it('tells what a new one must be while it is typed, and sends none that is not so', async () => {
      renderPage(<SecurityPage />);
      server.on('PUT', `${account}/set-password`, () => ({ body: { token: 't' } }));
      await userEvent.type(await screen.findByLabelText(/^Your password now/), 'the old one');
      await userEvent.type(screen.getByLabelText(/^New password \*?$|^New password$/), 'too short');
      await screen.findByText(/At least 10 characters, at most 128/);
      expect(rule(/At least 10 characters/)).toHaveTextContent(/error/i);
      expect(rule(/At least 1 digit/)).toHaveTextContent(/error/i);
      expect(rule(/none of your last 2 passwords/)).not.toHaveTextContent(/error|success/i);
      const change = screen.getByRole('button', { name: 'Change the password' });
      await userEvent.type(screen.getByLabelText(/New password once more/), 'something else');
      expect(screen.getByText('The two are not the same.')).toBeVisible();
      expect(change).toBeDisabled();

      await userEvent.clear(screen.getByLabelText(/New password once more/));
      await userEvent.type(screen.getByLabelText(/^New password \*?$|^New password$/), ' no more 1');
      expect(rule(/At least 10 characters/)).toHaveTextContent(/success/i);
      await userEvent.type(screen.getByLabelText(/New password once more/), 'too short no more 1{Enter}');
      await waitFor(() =>
        expect(server.to(`${account}/set-password`).map(({ body }) => body)).toEqual([
          { oldPassword: 'the old one', newPassword: 'too short no more 1' },
        ]),
      );
      expect(await screen.findByText(/Your password is changed/)).toBeInTheDocument();
      expect(screen.getByLabelText(/^Your password now/)).toHaveValue('');
    });

    it('says what the server refuses', async () => {
      renderPage(<SecurityPage />);
      server.on('PUT', `${account}/set-password`, () => ({
        status: 400,
        body: { code: 3, message: 'The password is wrong.', details: [{ field: 'oldPassword' }] },
      }));
      await userEvent.type(await screen.findByLabelText(/^Your password now/), 'wrong');
      await userEvent.type(screen.getByLabelText(/^New password \*?$|^New password$/), 'long enough 1');
      await userEvent.type(screen.getByLabelText(/New password once more/), 'long enough 1{Enter}');
      expect(await screen.findByText(/The password is wrong/)).toBeVisible();
    });

    it('is looked after elsewhere for those who sign in by a provider', async () => {
      allowModify = false;
      factor = { enabled: false, required: false, recoveryCodesLeft: 0, hasPassword: false };
      renderPage(<SecurityPage />);
      expect(await screen.findByText(/identity provider: it looks after your password/)).toBeVisible();
      expect(screen.queryByLabelText(/^Your password now/)).toBeNull();
      expect(screen.queryByRole('button', { name: 'Set up a second factor' })).toBeNull();
    });
  });

  describe('the second factor', () => {
    it('is set up with the password, a QR code or a key, and a code, and tells recovery codes once', async () => {
      server
        .on('POST', `${factorPath}/enrol`, () => ({
          body: { secret: 'MZXW6YTB', uri: 'otpauth://totp/Kpanda:ada?secret=MZXW6YTB' },
        }))
        .on('POST', `${factorPath}/confirm`, ({ body }) =>
          (body as { code: string }).code === '123456'
            ? { body: { codes } }
            : { status: 400, body: { code: 3, message: 'The code is wrong.' } },
        );
      const { client } = renderPage(<SecurityPage />);
      await userEvent.click(await screen.findByRole('button', { name: 'Set up a second factor' }));
      await userEvent.type(
        await screen.findByLabelText(/^Your password now/, { selector: '#proof-password' }),
        'secret{Enter}',
      );
      expect(await screen.findByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
      expect(screen.getByDisplayValue('MZXW6YTB')).toBeVisible();
      await userEvent.type(screen.getByLabelText(/^Code/), '000000{Enter}');
      expect(await screen.findByText(/The code is wrong\./)).toBeVisible();
      factor = { enabled: true, required: false, recoveryCodesLeft: 10, hasPassword: true };
      await userEvent.type(screen.getByLabelText(/^Code/), '123456{Enter}');
      expect(await screen.findByText(/aaaa-bbbb-cccc-dddd/)).toBeVisible();
      await userEvent.keyboard('{Escape}');
      expect(screen.getByText(/aaaa-bbbb-cccc-dddd/)).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: 'I have kept them' }));
      await waitFor(() => expect(screen.queryByText(/aaaa-bbbb-cccc-dddd/)).toBeNull());
      expect(await screen.findByText('10 recovery codes left')).toBeVisible();
      // Neither the secret nor the codes stay in the console's memory, and none was in an address.
      await waitFor(() =>
        expect(
          JSON.stringify(
            client
              .getMutationCache()
              .getAll()
              .map(({ state }) => state),
          ),
        ).not.toMatch(/MZXW6YTB|aaaa/),
      );
      expect(server.calls.filter(({ path, query }) => `${path}?${query}`.includes('MZXW6YTB'))).toEqual([]);
    });

    it('warns where few codes are left, and makes them anew', async () => {
      factor = { enabled: true, required: true, recoveryCodesLeft: 1, hasPassword: true };
      server.on('POST', `${factorPath}/recovery-codes`, () => ({ body: { codes } }));
      renderPage(<SecurityPage />);
      expect((await screen.findByText('1 recovery code left')).closest('.pf-v6-c-alert')).toHaveClass('pf-m-warning');
      expect(screen.getByRole('button', { name: 'Remove the second factor' })).toBeDisabled();
      expect(screen.getByText('A policy demands a second factor of you.')).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: 'New recovery codes' }));
      const dialog = within(await screen.findByRole('dialog'));
      await userEvent.type(dialog.getByLabelText(/^Your password now/), 'secret{Enter}');
      expect(await screen.findByText(/eeee-ffff-gggg-hhhh/)).toBeVisible();
      expect(server.to(`${factorPath}/recovery-codes`)[0]?.body).toEqual({ password: 'secret' });
    });

    it('is removed with the password', async () => {
      factor = { enabled: true, required: false, recoveryCodesLeft: 9, hasPassword: true };
      server.on('POST', `${factorPath}/disable`, () => {
        factor = { enabled: false, required: false, recoveryCodesLeft: 0, hasPassword: true };
        return {};
      });
      renderPage(<SecurityPage />);
      await userEvent.click(await screen.findByRole('button', { name: 'Remove the second factor' }));
      const dialog = within(await screen.findByRole('dialog'));
      expect(dialog.getByRole('button', { name: 'Remove the second factor' })).toBeDisabled();
      await userEvent.type(dialog.getByLabelText(/^Your password now/), 'secret{Enter}');
      expect(await screen.findByRole('button', { name: 'Set up a second factor' })).toBeVisible();
    });
  });

  describe('the sessions', () => {
    it('tell the device, the address and which is this one, and end one or all others', async () => {
      server
        .on('DELETE', sessionPath('s2'), () => {
          sessions = [session];
          return {};
        })
        .on('POST', endSessionsPath, () => ({}));
      renderPage(<SecurityPage />);
      const row = await screen.findByRole('row', { name: /Firefox 128 · Linux/ });
      expect(row).toHaveTextContent('This one');
      expect(within(row).queryByRole('button')).toBeNull();
      await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere else' }));
      await waitFor(() => expect(server.to(endSessionsPath).map(({ body }) => body)).toEqual([{ others: true }]));
      await waitFor(() =>
        expect(screen.getByRole('button', { name: 'Sign out Unknown device at 10.0.0.8' })).toBeEnabled(),
      );
      await userEvent.click(screen.getByRole('button', { name: 'Sign out Unknown device at 10.0.0.8' }));
      await waitFor(() => expect(screen.queryByText('10.0.0.8')).toBeNull());
      expect(screen.getByRole('button', { name: 'Sign out everywhere else' })).toBeDisabled();
    });

    it('say why where they cannot be read', async () => {
      server.on('GET', sessionsPath, () => ({ status: 503, body: { code: 14, message: 'Not now.' } }));
      renderPage(<SecurityPage />);
      expect(await screen.findByText(/Not now\./)).toBeVisible();
    });
  });
});
