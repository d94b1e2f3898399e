import { describe, expect, it } from 'vitest';
import { definitionsOf, documentSchema } from './jsonSchema';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('the schema of a kind', () => {
  it('allows the fields that it names, and no other', () => {
    const { Cart } = definitionsOf({
      Cart: { type: 'object', properties: { name: { type: 'string', default: '' } }, required: ['name'] },
    });
    expect(Cart).toEqual({
      type: 'object',
      properties: { name: { type: 'string' } },
      required: ['name'],
      additionalProperties: false,
    });
  });

  it('follows references, with the words that stand beside them', () => {
    const { Cart } = definitionsOf({ Cart: { properties: { meta: { allOf: [ref('Meta')], default: {} } } } });
    expect(Cart?.properties?.meta).toEqual({ allOf: [{ $ref: '#/definitions/Meta' }] });
  });

  it.each([
    [{ 'x-kubernetes-preserve-unknown-fields': true }],
    [{ 'x-kubernetes-embedded-resource': true }],
    [{ additionalProperties: true }],
  ])('leaves open what may have any field: %o', (more) => {
    const { Cart } = definitionsOf({ Cart: { type: 'object', properties: { a: {} }, ...more } });
    expect(Cart?.additionalProperties).toBeUndefined();
  });

  it('does not close the parts of a rule', () => {
    const { Cart } = definitionsOf({ Cart: { properties: { a: {}, b: {} }, anyOf: [{ properties: { a: {} } }] } });
    expect(Cart?.additionalProperties).toBe(false);
    expect(Cart?.anyOf).toEqual([{ properties: { a: {} } }]);
  });

  it('describes the values of maps and lists', () => {
    const { Cart } = definitionsOf({
      Cart: {
        properties: {
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          lines: { type: 'array', items: ref('Line') },
        },
      },
    });
    expect(Cart?.properties?.labels).toEqual({ type: 'object', additionalProperties: { type: 'string' } });
    expect(Cart?.properties?.lines).toEqual({ type: 'array', items: { $ref: '#/definitions/Line' } });
  });

  it('knows amounts, and numbers that may be words', () => {
    const definitions = definitionsOf({
      'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
      A: { 'x-kubernetes-int-or-string': true },
      B: { format: 'int-or-string', type: 'string', description: 'A port.' },
      C: { type: 'string', nullable: true, format: 'date-time' },
    });
    expect(definitions['io.k8s.apimachinery.pkg.api.resource.Quantity']?.type).toEqual(['string', 'number']);
    expect(definitions.A).toEqual({ type: ['integer', 'string'] });
    expect(definitions.B).toEqual({ type: ['integer', 'string'], description: 'A port.' });
    expect(definitions.C).toEqual({ type: ['string', 'null'] });
  });

  it('holds a document to its kind', () => {
    expect(documentSchema('Cart', 'v1', 'Cart').allOf).toHaveLength(2);
  });
});
