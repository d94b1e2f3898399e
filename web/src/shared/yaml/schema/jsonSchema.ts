import type { JSONSchema } from 'monaco-yaml';
import { isMap, type Json, type JsonMap } from '../json';

/** What a cluster says of a kind, as the server hands it on: OpenAPI 3 schemas that refer to each other. */
export interface KindSchema {
  hash: string;
  root: string;
  schemas: Record<string, unknown>;
}

const prefix = '#/components/schemas/';
const keptWords = [
  'type',
  'description',
  'enum',
  'pattern',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
];
const kept = new Set([...keptWords, 'minItems', 'maxItems', 'uniqueItems', 'exclusiveMinimum', 'exclusiveMaximum']);

/** The schemas of one or more kinds as the editor reads them (JSON Schema), by their names. */
export function definitionsOf(schemas: Readonly<Record<string, unknown>>): Record<string, JSONSchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      // An amount may be written with or without a unit.
      name.endsWith('.api.resource.Quantity')
        ? { type: ['string', 'number'], description: (schema as { description?: string }).description }
        : convert(schema as Json, true),
    ]),
  );
}

/** The schema of one document: its kind is what it says, so only that can follow. */
export const documentSchema = (root: string, apiVersion: string, kind: string): JSONSchema => ({
  allOf: [
    { $ref: `#/definitions/${root}` },
    { properties: { apiVersion: { enum: [apiVersion] }, kind: { enum: [kind] } }, required: ['apiVersion', 'kind'] },
  ],
});

/**
 * @param isWhole Whether it describes the value alone. Within `allOf` and its like it says only a part, and other fields are not wrong.
 */
function convert(schema: Json, isWhole: boolean): JSONSchema {
  if (!isMap(schema)) return {};
  const isEither = schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string';
  if (isEither) return { type: ['integer', 'string'], ...described(schema) };
  if (typeof schema.$ref === 'string') return { $ref: refTo(schema.$ref), ...described(schema) };

  const result: JSONSchema = {};
  for (const [word, value] of Object.entries(schema)) if (kept.has(word)) Object.assign(result, { [word]: value });
  for (const word of ['allOf', 'anyOf', 'oneOf'] as const) {
    const parts = schema[word];
    if (Array.isArray(parts)) result[word] = parts.map((part) => convert(part, false));
  }
  if (isMap(schema.not)) result.not = convert(schema.not, false);
  if (isMap(schema.items)) result.items = convert(schema.items, true);
  if (isMap(schema.properties)) result.properties = mapped(schema.properties);
  if (isMap(schema.additionalProperties)) result.additionalProperties = convert(schema.additionalProperties, true);
  else if (isWhole && schema.properties && !isOpen(schema)) result.additionalProperties = false;
  if (schema.nullable === true && typeof schema.type === 'string') result.type = [schema.type, 'null'];
  return result;
}

const mapped = (properties: JsonMap): Record<string, JSONSchema> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, convert(value, true)]));

/** Whether an object may have fields that its schema does not name. */
const isOpen = (schema: JsonMap): boolean =>
  schema.additionalProperties === true ||
  schema['x-kubernetes-preserve-unknown-fields'] === true ||
  schema['x-kubernetes-embedded-resource'] === true;

const described = ({ description }: JsonMap): JSONSchema => (typeof description === 'string' ? { description } : {});

const refTo = (ref: string): string => (ref.startsWith(prefix) ? `#/definitions/${ref.slice(prefix.length)}` : ref);
