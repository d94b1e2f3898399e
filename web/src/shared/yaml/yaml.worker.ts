// NOTE: Vite starts a worker only from a file of its own; the package's worker runs as soon as it is imported.
import 'monaco-yaml/yaml.worker.js';
