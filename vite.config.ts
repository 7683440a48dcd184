import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the screens into dist/web. No inline script: the pages' content security policy allows only what we serve. */
export default defineConfig({
  root: 'src/web',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900, // the tables' library, loaded by the list pages alone
  },
});
