import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CorrectionKind } from '../common/correction-kind.enum.ts';

/** One correction of a recommendation, written in the transaction that corrects it, and never changed. */
@Entity('recommendation_correction')
export class RecommendationCorrection {
  @PrimaryColumn({ name: 'decision_reference', type: 'varchar', length: 12 })
  decisionReference!: string;

  /** Its number among the recommendations of the decision. */
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  /** The how-manieth correction of this recommendation, from 1. */
  @PrimaryColumn({ type: 'integer' })
  correction!: number;

  @Column({ type: 'varchar', length: 20 })
  kind!: CorrectionKind;

  /** ISO 8601, UTC. */
  @Column({ name: 'made_at', type: 'varchar', length: 30 })
  madeAt!: string;

  @Column({ name: 'made_by', type: 'varchar', length: 200 })
  madeBy!: string;

  @Column({ type: 'varchar', length: 500, nullable: true })
  file!: string | null;

  @Column({ type: 'integer', nullable: true })
  line!: number | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** The values that changed, as they were: a JSON object by column. Never the words of a personal remedy. */
  @Column({ name: 'before_json', type: 'text' })
  before!: string;

  /** The same as they became. Null for a withdrawal. */
  @Column({ name: 'after_json', type: 'text', nullable: true })
  after!: string | null;
}
