import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { configMap } from '../kinds/configMap';
import { secret } from '../kinds/secret';
import { DataTab } from './DataTab';
import { decodeSecret } from './decodeSecret';

const place = (segment: string) => ({ cluster: 'prod', namespace: 'shop', segment, name: 'login' });
const path = (segment: string) => `/apis/kpanda.io/v1alpha1/clusters/prod/namespaces/shop/${segment}/login/json`;

describe('what a Secret holds', () => {
  it('is not even read until somebody asks, and then shown one by one', async () => {
    const server = new FakeServer();
    server.on('GET', path('secrets'), () => ({
      body: { data: JSON.stringify({ data: { password: btoa('hunter2'), blob: btoa('\xff\xfe') } }) },
    }));
    renderPage(<DataTab kind={secret} place={place('secrets')} />);
    const user = userEvent.setup();
    expect(server.calls).toHaveLength(0);

    await user.click(screen.getByRole('button', { name: 'Show the values' }));
    const password = await screen.findByRole('button', { name: 'Show the value of password' });
    expect(screen.queryByDisplayValue('hunter2')).not.toBeInTheDocument();
    expect(screen.getByText('Binary, not shown')).toBeInTheDocument();

    await user.click(password);
    expect(await screen.findByDisplayValue('hunter2')).toBeInTheDocument();
  });

  it('is shown at once where it is no secret', async () => {
    const server = new FakeServer();
    server.on('GET', path('configmaps'), () => ({ body: { data: JSON.stringify({ data: { colour: 'red' } }) } }));
    renderPage(<DataTab kind={configMap} place={place('configmaps')} />);
    expect(await screen.findByDisplayValue('red')).toBeInTheDocument();
  });

  it.each([
    ['w7w=', 'ü'],
    ['', ''],
    ['not base64!', null],
    ['//4=', null],
  ])('%s is %s', (base64, text) => expect(decodeSecret(base64)).toBe(text));
});
