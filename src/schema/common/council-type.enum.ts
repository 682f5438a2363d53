import { registerEnumType } from 'type-graphql';

export const CouncilType = {
  COUNTY: 'COUNTY',
  DISTRICT: 'DISTRICT',
  METROPOLITAN: 'METROPOLITAN',
  UNITARY: 'UNITARY',
  LONDON_BOROUGH: 'LONDON_BOROUGH',
} as const;
export type CouncilType = (typeof CouncilType)[keyof typeof CouncilType];

/** All council types, in the order in which pages and tables show them. */
export const councilTypes: readonly CouncilType[] = Object.values(CouncilType);

registerEnumType(CouncilType, {
  name: 'CouncilType',
  description:
    'The five types of English council. Councils of one type are averaged with each other.',
  valuesConfig: {
    COUNTY: { description: 'County council: adult care, education, highways; no housing.' },
    DISTRICT: { description: 'District council: housing, planning, benefits; no adult care.' },
    METROPOLITAN: { description: 'Metropolitan borough council: all services.' },
    UNITARY: { description: 'Unitary council: all services.' },
    LONDON_BOROUGH: { description: 'London borough council: all services.' },
  },
});
