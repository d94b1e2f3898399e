/** What is read of the server's own description of its API (OpenAPI 3.1). */
export interface ApiDocument {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

interface RawOperation {
  operationId?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Content;
  responses?: Record<string, Content>;
}

/** One thing that the API does. */
export interface Operation {
  id: string;
  /** Upper case. */
  method: string;
  path: string;
  tag: string;
  parameters: Parameter[];
  /** What it takes; null for nothing. */
  body: Schema | null;
  /** What it answers with; null for nothing that is JSON. */
  answer: Schema | null;
}

const json = 'application/json';
const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Every operation, by tag, path and method. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, raw]) => ({
        id: raw.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        tag: raw.tags?.[0] ?? '',
        parameters: raw.parameters ?? [],
        body: raw.requestBody?.content?.[json]?.schema ?? null,
        answer: raw.responses?.['200']?.content?.[json]?.schema ?? null,
      })),
    )
    .sort(
      (a, b) =>
        a.tag.localeCompare(b.tag) || a.path.localeCompare(b.path) || order.indexOf(a.method) - order.indexOf(b.method),
    );
}

/** The operations that have every word somewhere in their method, path, name or parameters. */
export function search(operations: readonly Operation[], words: string): Operation[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter(({ id, method, path, tag, parameters }) => {
    const text = [method, path, id, tag, ...parameters.map(({ name }) => name)].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The values of an operation's parameters, by name. */
export type Values = Record<string, string>;

/** The address of a request, with its parameters; null while one in the path lacks a value. */
export function address({ path, parameters }: Operation, values: Values): string | null {
  let missing = false;
  const filled = path.replace(/\{\**([^}]+)\}/g, (_whole, name: string) => {
    const value = values[name] ?? '';
    if (!value) missing = true;
    return encodeURIComponent(value);
  });
  if (missing) return null;
  const query = new URLSearchParams();
  for (const { name, in: place, schema } of parameters) {
    const value = values[name];
    if (place !== 'query' || !value) continue;
    const several = schema?.type === 'array' ? value.split(',').map((part) => part.trim()) : [value];
    for (const part of several) query.append(name, part);
  }
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same request for a shell in which TOKEN is set. */
export function curl(origin: string, method: string, path: string, body: string): string {
  return [
    'curl -sS',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quoted(origin + path),
    `-H "Authorization: Bearer $TOKEN"`,
    ...(body ? [`-H 'Content-Type: ${json}'`, `-d ${quoted(body)}`] : []),
  ].join(' \\\n  ');
}
