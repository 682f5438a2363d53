import { registerEnumType } from 'type-graphql';

export const RenderState = {
  ON_DEMAND: 'ON_DEMAND',
  PENDING: 'PENDING',
  RENDERED: 'RENDERED',
  FAILED: 'FAILED',
} as const;
export type RenderState = (typeof RenderState)[keyof typeof RenderState];

registerEnumType(RenderState, {
  name: 'RenderState',
  description: 'Whether the words of a letter are kept.',
  valuesConfig: {
    ON_DEMAND: { description: 'Of no run: rendered from today’s data when it is asked for.' },
    PENDING: { description: 'To be rendered.' },
    RENDERED: { description: 'Rendered and kept.' },
    FAILED: { description: 'Could not be rendered: `failure` says why.' },
  },
});
