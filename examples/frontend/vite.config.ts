import { defineConfig } from 'vite';

/** Where the gateway is. The browser only ever talks to the page's own origin, so no CORS is needed. */
const proxy = { '/graphql': process.env.REDRESS_URL ?? 'http://127.0.0.1:4000' };

export default defineConfig({
  base: './',
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
  build: { target: 'es2022' },
});
