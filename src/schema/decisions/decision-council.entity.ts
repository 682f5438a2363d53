import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../shared/council-type.enum.ts';

/**
 * What the decisions subgraph remembers of a council: whom to average it with and how many people live there. Written
 * in the transaction that writes the council.
 */
@Entity('decision_council')
export class DecisionCouncil {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @Column({ type: 'varchar', length: 20 })
  type!: CouncilType;

  @Column({ type: 'integer', nullable: true })
  population!: number | null;
}
