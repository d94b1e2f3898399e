import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkPath } from '@/features/permissions/permissionsApi';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { policyForms } from './policyForms';
import { SecurityPoliciesPage } from './SecurityPoliciesPage';

const pathOf = (id: string) => policyForms.find((policy) => policy.id === id)?.path ?? '';

describe('the page of security policies', () => {
  let server: FakeServer;
  let allowed: boolean;

  beforeEach(() => {
    allowed = true;
    server = new FakeServer()
      .on('GET', checkPath, ({ query }) => ({
        body: { items: query.getAll('ask').map(() => ({ allowed, message: allowed ? '' : 'You may not update.' })) },
      }))
      .on('GET', pathOf('password'), () => ({
        body: {
          items: [
            { type: 'MinimumLengthLabel', value: '8' },
            { type: 'ExpirePasswordLabel', value: '90' },
            { type: 'NotUsernameLabel', value: 'true' },
          ],
        },
      }))
      .on('GET', pathOf('lockout'), () => ({
        body: { enabled: true, maxLoginFailures: 5, maxFailuresWaitSeconds: 900, failureResetSeconds: 600 },
      }))
      .on('GET', pathOf('secondFactor'), () => ({ body: { enabled: true, requiredFor: 'administrators' } }))
      .on('GET', pathOf('sessions'), () => ({ body: { timeoutSeconds: 7200, lifetimeSeconds: 43200 } }))
      .on('GET', pathOf('perPerson'), () => ({ body: { enabled: false, number: 10 } }));
    for (const { path } of policyForms) server.on('PUT', path, () => ({}));
  });

  const card = async (title: string) => {
    const heading = await screen.findByRole('heading', { name: title });
    return within(heading.closest('.pf-v6-c-card') as HTMLElement);
  };
  const save = (one: Awaited<ReturnType<typeof card>>) => one.getByRole('button', { name: 'Save' });

  it('says passwords as the API does, leaving out what is not asked', async () => {
    renderPage(<SecurityPoliciesPage />);
    const password = await card('Passwords');
    expect(await password.findByLabelText('Days until it must be changed')).toHaveValue(90);
    expect(save(password)).toBeDisabled();
    const digits = password.getByLabelText('Digits, at least');
    await userEvent.clear(digits);
    expect(save(password)).toBeDisabled();
    await userEvent.type(digits, '17');
    expect(digits).toHaveAttribute('aria-invalid', 'true');
    await userEvent.clear(digits);
    await userEvent.type(digits, '2');
    await userEvent.click(password.getByLabelText('Not the e-mail address'));
    await userEvent.click(save(password));
    await waitFor(() =>
      expect(server.calls.filter(({ method }) => method === 'PUT').map(({ path, body }) => [path, body])).toEqual([
        [
          pathOf('password'),
          {
            items: [
              { type: 'MinimumLengthLabel', value: '8' },
              { type: 'DigitsLabel', value: '2' },
              { type: 'ExpirePasswordLabel', value: '90' },
              { type: 'NotUsernameLabel', value: 'true' },
              { type: 'NotEmailLabel', value: 'true' },
            ],
          },
        ],
      ]),
    );
  });

  it('says times in minutes, and sends seconds', async () => {
    renderPage(<SecurityPoliciesPage />);
    const sessions = await card('How long sessions last');
    const idle = await sessions.findByLabelText('Minutes without use');
    expect(idle).toHaveValue(120);
    expect(sessions.getByLabelText('Minutes in all')).toHaveValue(720);
    await userEvent.clear(idle);
    await userEvent.type(idle, '30{Enter}');
    await waitFor(() =>
      expect(server.calls.find(({ method }) => method === 'PUT')?.body).toEqual({
        timeoutSeconds: 1800,
        lifetimeSeconds: 43200,
      }),
    );
  });

  it('demands a second factor of nobody, of administrators or of all', async () => {
    renderPage(<SecurityPoliciesPage />);
    const factor = await card('Second factor');
    expect(await factor.findByLabelText('Whoever holds a platform role')).toBeChecked();
    const sent = () =>
      server
        .to(pathOf('secondFactor'))
        .filter(({ method }) => method === 'PUT')
        .at(-1)?.body;
    await userEvent.click(factor.getByLabelText('Everybody with a password here'));
    await userEvent.click(save(factor));
    await waitFor(() => expect(sent()).toEqual({ enabled: true, requiredFor: 'all' }));
    await userEvent.click(factor.getByLabelText('Nobody'));
    await userEvent.click(save(factor));
    await waitFor(() => expect(sent()).toEqual({ enabled: false }));
  });

  it('asks for numbers only where they count', async () => {
    renderPage(<SecurityPoliciesPage />);
    const limit = await card('Sessions of one person');
    const isOn = await limit.findByLabelText('Limit them');
    expect(limit.queryByLabelText('At the same time')).toBeNull();
    await userEvent.click(isOn);
    expect(limit.getByLabelText('At the same time')).toHaveValue(10);
  });

  it('shows those who may look alone what holds, and lets them change nothing', async () => {
    allowed = false;
    renderPage(<SecurityPoliciesPage />);
    expect(await screen.findByText(/You may not update\./)).toBeVisible();
    for (const field of await screen.findAllByRole('spinbutton')) expect(field).toBeDisabled();
    for (const button of screen.getAllByRole('button', { name: 'Save' })) expect(button).toBeDisabled();
  });

  it('says why where a policy cannot be read, and shows the others', async () => {
    server.on('GET', pathOf('lockout'), () => ({ status: 403, body: { code: 7, message: 'You may not look.' } }));
    renderPage(<SecurityPoliciesPage />);
    expect(await screen.findByText(/You may not look\./)).toBeVisible();
    expect(await screen.findByLabelText('Minutes in all')).toBeVisible();
  });
});
