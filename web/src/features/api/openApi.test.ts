import { describe, expect, it } from 'vitest';
import { address, curl, operationsOf, search, type Operation } from './openApi';
import { emptyBody, schemaText } from './schemaText';

const pods: Operation = {
  id: 'listPods',
  method: 'GET',
  path: '/clusters/{cluster}/pods',
  tag: 'Core',
  parameters: [
    { name: 'cluster', in: 'path', required: true },
    { name: 'phase', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
    { name: 'name', in: 'query', schema: { type: 'string' } },
  ],
  body: null,
  answer: null,
};

describe('operations', () => {
  it('stand by tag, path and method', () => {
    const operations = operationsOf({
      paths: {
        '/b': { delete: { tags: ['Core'] }, get: { tags: ['Core'] } },
        '/a': { post: { tags: ['RBAC'] } },
      },
      components: { schemas: {} },
    });
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /b', 'DELETE /b', 'POST /a']);
  });

  it('are found by every word, wherever it stands', () => {
    expect(search([pods], 'get PODS phase')).toEqual([pods]);
    expect(search([pods], 'get nodes')).toEqual([]);
  });
});

describe('a request', () => {
  it('has its parameters in path and query', () => {
    expect(address(pods, { cluster: 'a/b', phase: 'Running, Failed', name: '' })).toBe(
      '/clusters/a%2Fb/pods?phase=Running&phase=Failed',
    );
  });

  it('cannot be sent while its path lacks something', () => {
    expect(address(pods, { name: 'cart' })).toBeNull();
  });

  it('can be copied into a shell as it is', () => {
    expect(curl('https://k.example', 'POST', '/x?a=1&b=2', `{"say": "it's"}`)).toBe(
      `curl -sS \\\n  -X POST \\\n  'https://k.example/x?a=1&b=2' \\\n  -H "Authorization: Bearer $TOKEN" \\\n` +
        `  -H 'Content-Type: application/json' \\\n  -d '{"say": "it'\\''s"}'`,
    );
  });
});

describe('a shape', () => {
  const schemas = {
    Pod: {
      type: 'object',
      properties: {
        name: { type: ['null', 'string'] },
        phase: { enum: ['Running', 'Failed'] },
        owner: { $ref: '#/components/schemas/Pod' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        ports: { type: 'array', items: { type: 'integer', format: 'int32' } },
      },
    },
  };

  it('is written as a type, and names itself where it stands within itself', () => {
    expect(schemaText({ $ref: '#/components/schemas/Pod' }, schemas)).toBe(
      '{\n  name: string\n  phase: "Running" | "Failed"\n  owner: Pod\n  labels: { [name]: string }\n  ports: integer (int32)[]\n}',
    );
  });

  it('gives a body to begin with', () => {
    const body = JSON.parse(emptyBody({ $ref: '#/components/schemas/Pod' }, schemas)) as Record<string, unknown>;
    expect(body).toMatchObject({ name: '', phase: 'Running', labels: {}, ports: [] });
  });
});
