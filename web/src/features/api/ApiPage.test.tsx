import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { ApiPage } from './ApiPage';

const labels = '/clusters/{cluster}/labels';
let server: FakeServer;

beforeEach(() => {
  document.cookie = 'kpanda-csrf=secret-of-the-page';
  server = new FakeServer().on('GET', '/openapi/v1.json', () => ({
    body: {
      paths: {
        '/clusters': {
          get: {
            operationId: 'listClusters',
            tags: ['Cluster'],
            parameters: [{ name: 'sortDir', in: 'query', schema: { enum: ['asc', 'desc'] } }],
          },
        },
        [labels]: {
          put: {
            operationId: 'editLabels',
            tags: ['Cluster'],
            parameters: [{ name: 'cluster', in: 'path', required: true, schema: { type: 'string' } }],
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Labels' } } } },
          },
        },
        '/asl/pods': { get: { operationId: 'listPods', tags: ['Core'] } },
      },
      components: { schemas: { Labels: { type: 'object', properties: { team: { type: 'string' } } } } },
    },
  }));
});

it('finds operations by words and by tag', async () => {
  const user = userEvent.setup();
  const { router } = renderPage(<ApiPage />, '/help/api?tag=Cluster', '/help/api');

  expect(await screen.findByText('2 operations')).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: 'Find by path, name or parameter' }), 'sortdir');
  expect(screen.getByText('1 operation')).toBeVisible();
  expect(router.state.location.search).toBe('?tag=Cluster&q=sortdir');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Tag' }), 'Core');
  expect(screen.getByText('No operation is called so')).toBeVisible();
});

it('sends what was filled in as the person who looks at it, and shows the answer', async () => {
  const user = userEvent.setup();
  server.on('PUT', '/clusters/prod/labels', () => ({
    status: 403,
    body: { code: 7, message: 'You may not.' },
    headers: { 'X-Request-Id': 'r-1' },
  }));
  renderPage(<ApiPage />, '/help/api?q=labels', '/help/api');

  await user.click(await screen.findByRole('button', { name: new RegExp('PUT') }));
  expect(screen.getByText(/team: string/)).toBeVisible();
  await user.click(screen.getByRole('tab', { name: 'Try it' }));
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  await user.type(screen.getByRole('textbox', { name: /cluster/ }), 'prod');
  await user.clear(screen.getByRole('textbox', { name: 'Body' }));
  await user.type(screen.getByRole('textbox', { name: 'Body' }), '{{"team":"a"}');
  await user.click(screen.getByRole('button', { name: 'Send' }));

  expect(await screen.findByText('HTTP 403', { exact: false })).toBeVisible();
  expect(screen.getByText('Request id r-1')).toBeVisible();
  expect(screen.getByText(/You may not/)).toBeVisible();
  await waitFor(() => expect(server.to('/clusters/prod/labels')).toHaveLength(1));
  const [call] = server.to('/clusters/prod/labels');
  expect(call?.headers.get('X-Kpanda-CSRF')).toBe('secret-of-the-page');
  expect(call?.body).toEqual({ team: 'a' });
});
