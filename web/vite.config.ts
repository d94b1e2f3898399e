import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.KPANDA_DEV_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: {
    manifest: true,
    sourcemap: false,
    // NOTE: the server's content security policy allows no data: fonts or scripts, so nothing may be inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      output: {
        // Few files for the first page: what every page needs of the libraries stands together, and stays cached over releases.
        advancedChunks: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)\//,
            },
            { name: 'patternfly', test: /node_modules\/@patternfly\//, minShareCount: 2 },
            {
              name: 'shared',
              test: /src\/(shared\/(?!yaml|i18n\/\w+\.json)|features\/workloads\/kinds)/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/apis', '/api', '/auth', '/openapi'].map((path) => [path, { target: server, ws: path === '/api' }]),
    ),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    restoreMocks: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
