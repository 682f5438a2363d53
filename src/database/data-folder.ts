import { fileURLToPath } from 'node:url';

/** The folder `data/` of this package: councils, published figures, editions. The same from source and when built. */
export const dataFolder = fileURLToPath(new URL('../../data/', import.meta.url));
