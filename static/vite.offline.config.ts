/** Builds `offline.html`: the one-file map, everything in it but its contents (`/api/offline.html` adds them). */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { singleFile } from './scripts/single-file.ts';

export default defineConfig({
  plugins: [svelte(), singleFile('offline.html')],
  publicDir: false,
  build: {
    target: ['chrome109', 'firefox115', 'safari16.4'],
    emptyOutDir: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: 'offline.html', output: { codeSplitting: false } },
  },
});
