// Writes a .br and a .gz sibling of every asset, so that the server sends them as they are, and holds the budget of the first page.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;
const firstPageBudget = 600 * 1024;
const compressible = new Set(['.js', '.css', '.html', '.svg', '.json']);

const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const transferSizes = new Map();

for (const file of walk(dist)) {
  const name = relative(dist, file);
  if (name.startsWith('.vite')) continue;
  const bytes = readFileSync(file);
  if (!compressible.has(extname(file))) {
    transferSizes.set(name, bytes.length);
    continue;
  }
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(`${file}.br`, brotli);
  writeFileSync(`${file}.gz`, gzip);
  transferSizes.set(name, gzip.length);
}

// What a browser loads before the person sees the first list: the entry, the shell, the clusters page, and the fonts that they use.
const firstPage = new Set(['index.html']);
addChunk('index.html', true);
addChunk('src/features/clusters/pages/ClustersPage.tsx', false);
for (const name of transferSizes.keys())
  if (/RedHat(Text|Display)VF-(?!Italic).*\.woff2$/.test(name)) firstPage.add(name);
const size = [...firstPage].reduce((sum, name) => sum + (transferSizes.get(name) ?? 0), 0);
console.log(
  `first page: ${Math.round(size / 1024)} KB of ${firstPageBudget / 1024} KB (gzip), ${firstPage.size} files`,
);
if (size > firstPageBudget) {
  console.error('The first page is over its budget.');
  process.exit(1);
}

function addChunk(key, withLanguages) {
  const chunk = manifest[key];
  if (!chunk || firstPage.has(chunk.file)) return;
  firstPage.add(chunk.file);
  for (const css of chunk.css ?? []) firstPage.add(css);
  for (const next of chunk.imports ?? []) addChunk(next, withLanguages);
  if (withLanguages) for (const next of chunk.dynamicImports ?? []) if (next.endsWith('.json')) addChunk(next, false);
}

function* walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else if (!/\.(br|gz)$/.test(name)) yield path;
  }
}
