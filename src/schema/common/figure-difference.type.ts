import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { CacheHint } from './cache-hint.ts';

@Directive('@shareable')
@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description: 'One figure that is another today than when it was frozen.',
  simpleResolvers: true,
})
export class FigureDifference {
  @Field(() => String, {
    description: 'Which, for programs: `received`, `outcomes.UPHELD`, `upheld.percent`.',
  })
  figure!: string;

  @Field(() => Float, { nullable: true, description: 'As it was frozen. Null: not known then.' })
  frozen!: number | null;

  @Field(() => Float, { nullable: true, description: 'As it is today. Null: not known.' })
  live!: number | null;

  @Field(() => String, {
    description: 'The same in words: `Complaints received: 14 when frozen, 15 today (+1).`',
  })
  sentence!: string;
}

/** One figure, frozen and live. */
export interface ComparedFigure {
  figure: string;
  /** For people: `Complaints received`. */
  label: string;
  frozen: number | null;
  live: number | null;
}

/** Those of the figures that differ, in words. */
export function describeDifferences(figures: readonly ComparedFigure[]): FigureDifference[] {
  return figures
    .filter(({ frozen, live }) => frozen !== live)
    .map(({ figure, label, frozen, live }) => {
      const sentence = `${label}: ${wordOf(frozen)} when frozen, ${wordOf(live)} today${changeOf(frozen, live)}.`;
      return Object.assign(new FigureDifference(), { figure, frozen, live, sentence });
    });
}

function wordOf(value: number | null): string {
  return value === null ? 'none' : value.toLocaleString('en-GB');
}

function changeOf(frozen: number | null, live: number | null): string {
  if (frozen === null || live === null) return '';
  // Rounded, for one decimal less another is not one decimal in binary.
  const change = Math.round((live - frozen) * 10) / 10;
  return ` (${change > 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en-GB')})`;
}
