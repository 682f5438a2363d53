import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Council } from './council.entity.ts';

/** That one council took over from another. Several may follow one, and one may follow several. */
@Entity('council_successor')
export class CouncilSuccessor {
  @PrimaryColumn({ name: 'predecessor_code', type: 'varchar', length: 9 })
  predecessorCode!: string;

  @Index('council_successor_successor')
  @PrimaryColumn({ name: 'successor_code', type: 'varchar', length: 9 })
  successorCode!: string;

  @ManyToOne(() => Council, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'predecessor_code',
    foreignKeyConstraintName: 'council_successor_predecessor_fk',
  })
  predecessor?: Council;

  @ManyToOne(() => Council, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'successor_code',
    foreignKeyConstraintName: 'council_successor_successor_fk',
  })
  successor?: Council;
}
