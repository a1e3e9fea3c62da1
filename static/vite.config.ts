import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { precompress } from './scripts/precompress.ts';

const server = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte(), precompress()],
  build: {
    target: ['chrome109', 'firefox115', 'safari16.4'],
    // Fonts and images stay files: `font-src 'self'` allows no data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre alone is above the default limit; the budget is held by an end-to-end test.
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': server, '/data': server } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
