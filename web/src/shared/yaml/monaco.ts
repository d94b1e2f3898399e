import * as monaco from 'monaco-editor/esm/vs/editor/edcore.main';
import 'monaco-editor/esm/vs/basic-languages/yaml/yaml.contribution';
import { configureMonacoYaml, type JSONSchema } from 'monaco-yaml';
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker?worker';
import YamlWorker from './yaml.worker?worker';

self.MonacoEnvironment = {
  getWorker: (_module, label) => (label === 'yaml' ? new YamlWorker() : new EditorWorker()),
};

const schemas = new Map<string, JSONSchema>();
const yaml = configureMonacoYaml(monaco, options());

function options() {
  return {
    enableSchemaRequest: false,
    validate: true,
    format: { enable: true },
    hover: true,
    completion: true,
    // NOTE: the address of a schema must be one that its normal form does not change: it is looked up by that.
    schemas: [...schemas].map(([uri, schema]) => ({
      uri: `file:///schemas/${uri.replace(/\W+/g, '-')}.json`,
      fileMatch: [uri],
      schema,
    })),
  };
}

/** Gives the text with this address a schema: what may be written in it, and what is wrong. Undefined takes it away. */
export function setSchema(uri: string, schema: JSONSchema | undefined): void {
  if (schemas.get(uri) === schema) return;
  if (schema) schemas.set(uri, schema);
  else schemas.delete(uri);
  void yaml.update(options());
}

// Darker keys and paler changes than the editor's own, so that both can be read together.
monaco.editor.defineTheme('kp-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'type', foreground: '004d4d' },
    { token: 'number', foreground: '065535' },
    { token: 'string', foreground: '8a1010' },
  ],
  colors: {
    'diffEditor.insertedTextBackground': '#9ccc6540',
    'diffEditor.removedTextBackground': '#ff8a8040',
    'diffEditor.insertedLineBackground': '#9ccc6526',
    'diffEditor.removedLineBackground': '#ff8a8026',
  },
});

export { monaco };
