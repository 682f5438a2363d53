import { registerEnumType } from 'type-graphql';

export const FigureSource = {
  CASEWORK: 'CASEWORK',
  PUBLISHED: 'PUBLISHED',
  NONE: 'NONE',
} as const;
export type FigureSource = (typeof FigureSource)[keyof typeof FigureSource];

registerEnumType(FigureSource, {
  name: 'FigureSource',
  description: 'Where figures come from.',
  valuesConfig: {
    CASEWORK: { description: 'Worked out from the decisions held here.' },
    PUBLISHED: {
      description: 'As the Ombudsman printed them. Parts that were not printed are null.',
    },
    NONE: { description: 'Nothing is known for this year: every figure is null.' },
  },
});
