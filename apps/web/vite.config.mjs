import { defineConfig } from 'vite';

/** Everything is bundled: the pages ask no other host for anything. */
export default defineConfig({
  root: import.meta.dirname,
  build: { outDir: '../../dist/web', emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 1000 },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
});
