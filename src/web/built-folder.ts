/**
 * `dist/web/` of this package, where the build puts what browsers load. The same whether this runs from source, from
 * `dist`, or as a part of the bundled program, all of which are two folders below the package's own.
 */
export const builtFolder = new URL('../../dist/web/', import.meta.url);
