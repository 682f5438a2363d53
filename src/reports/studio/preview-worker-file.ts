/** The file of our own preview's thread, which stands beside this one: as source, as `dist` and in the bundled program. */
export const previewWorkerFile = new URL(
  `./preview-worker${import.meta.filename.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);
