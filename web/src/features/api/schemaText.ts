import type { Schema } from './openApi';

type Schemas = Record<string, Schema>;

// Shapes within shapes are written out down to here; below it their names stand for them.
const depthShown = 3;

const nameOf = (reference: string) => reference.split('/').at(-1) ?? '';

/** A shape as somebody would write its type down. */
export function schemaText(schema: Schema, schemas: Schemas): string {
  return text(schema, schemas, '', 0, []);
}

function text(schema: Schema, schemas: Schemas, indent: string, depth: number, within: string[]): string {
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    const found = schemas[name];
    if (!found || within.includes(name) || depth >= depthShown) return name;
    return text(found, schemas, indent, depth, [...within, name]);
  }
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) return choice.map((option) => text(option, schemas, indent, depth, within)).join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const type = Array.isArray(schema.type) ? schema.type.filter((one) => one !== 'null').join(' | ') : schema.type;
  if (schema.items) {
    const items = text(schema.items, schemas, indent, depth, within);
    return items.includes(' | ') ? `(${items})[]` : `${items}[]`;
  }
  if (schema.properties) {
    const deeper = `${indent}  `;
    const lines = Object.entries(schema.properties).map(
      ([name, field]) => `${deeper}${name}: ${text(field, schemas, deeper, depth + 1, within)}`,
    );
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (typeof schema.additionalProperties === 'object')
    return `{ [name]: ${text(schema.additionalProperties, schemas, indent, depth, within)} }`;
  return schema.format ? `${type ?? 'any'} (${schema.format})` : (type ?? 'any');
}

/** Something to begin a body with: every field of the shape, with nothing in it. */
export function emptyBody(schema: Schema, schemas: Schemas): string {
  return JSON.stringify(empty(schema, schemas, 0), null, 2);
}

function empty(schema: Schema, schemas: Schemas, depth: number): unknown {
  const found = schema.$ref ? (schemas[nameOf(schema.$ref)] ?? {}) : schema;
  const type = Array.isArray(found.type) ? found.type.find((one) => one !== 'null') : found.type;
  if (found.properties)
    return depth >= depthShown
      ? {}
      : Object.fromEntries(
          Object.entries(found.properties).map(([name, field]) => [name, empty(field, schemas, depth + 1)]),
        );
  if (found.enum) return found.enum[0];
  switch (type) {
    case 'array':
      return [];
    case 'object':
      return {};
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'string':
      return '';
    default:
      return null;
  }
}
