import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CorrectionKind } from '../common/correction-kind.enum.ts';

/** One correction of a decision, written in the transaction that corrects it, and never changed. */
@Entity('decision_correction')
@Index('decision_correction_made', ['madeAt', 'reference', 'correction'])
@Index('decision_correction_before', ['councilCodeBefore', 'madeAt'])
@Index('decision_correction_after', ['councilCodeAfter', 'madeAt'])
export class DecisionCorrection {
  @PrimaryColumn({ type: 'varchar', length: 12 })
  reference!: string;

  /** The how-manieth correction of this decision, from 1. */
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

  /** The values that changed, as they were: a JSON object by column. */
  @Column({ name: 'before_json', type: 'text' })
  before!: string;

  /** The same as they became. Null for a withdrawal. */
  @Column({ name: 'after_json', type: 'text', nullable: true })
  after!: string | null;

  /** ONS code of the council that the decision was about. */
  @Column({ name: 'gss_code_before', type: 'varchar', length: 9 })
  councilCodeBefore!: string;

  /** ONS code of the council that it is about since. Null for a withdrawal. */
  @Column({ name: 'gss_code_after', type: 'varchar', length: 9, nullable: true })
  councilCodeAfter!: string | null;
}
