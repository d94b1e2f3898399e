// Makes src/shared/api/generated.ts, the shapes that the API takes and answers, from docs/api/openapi.json. With --check it changes nothing and fails where the file is out of step.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const document = new URL('../../docs/api/openapi.json', import.meta.url);
const types = new URL('../src/shared/api/generated.ts', import.meta.url);
const { openapi, info, components } = JSON.parse(readFileSync(document, 'utf8'));
const shapes = { openapi, info, paths: {}, components: { schemas: components.schemas } };
const made = `// Made by eng/api.mjs from docs/api/openapi.json; not to be edited.\n\n${astToString(await openapiTS(shapes))}`;

if (!process.argv.includes('--check')) {
  writeFileSync(types, made);
} else if (readFileSync(types, 'utf8') !== made) {
  console.error(
    'src/shared/api/generated.ts is not what docs/api/openapi.json says. Bring it in step with: node eng/api.mjs',
  );
  process.exit(1);
}
