import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That the words of a decision's personal remedies were removed. What they said is nowhere. */
@Entity('forgotten_remedy')
export class ForgottenRemedy {
  @PrimaryColumn({ name: 'decision_reference', type: 'varchar', length: 12 })
  decisionReference!: string;

  /** ISO 8601, UTC. */
  @Column({ name: 'forgotten_at', type: 'varchar', length: 30 })
  forgottenAt!: string;

  @Column({ name: 'forgotten_by', type: 'varchar', length: 200 })
  forgottenBy!: string;

  /** How many remedies had their words removed. */
  @Column({ type: 'integer' })
  remedies!: number;

  /** Day from which they were to be removed. */
  @Column({ name: 'due_on', type: 'varchar', length: 10 })
  dueOn!: string;
}

/** What stands in the place of words that were removed. */
export const forgottenText = '(removed after its retention date)';
