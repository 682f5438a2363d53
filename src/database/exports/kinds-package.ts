import { importKindNames } from '../imports/import-kinds.ts';
import { describeDataPackage } from './data-package.ts';
import { exportKinds } from './export-kinds.ts';

/** The data package of all kinds, each in a file of its name in the folder of the descriptor. */
export function describeKinds() {
  return describeDataPackage({
    name: 'redress-casework',
    title: 'Casework of Redress',
    description:
      'Councils, casework, printed figures and training, in the form in which Redress imports them. Rows whose column sample is true are made up.',
    tables: importKindNames.map((kind) => ({
      name: kind,
      path: `${kind}.csv`,
      ...exportKinds[kind],
    })),
  });
}
