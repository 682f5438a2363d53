import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../common/council-type.enum.ts';

/**
 * What the decisions subgraph remembers of a council: whom to average it with, where it is, how many people live there
 * and when it existed. Written in the transaction that writes the council.
 */
@Entity('decision_council')
export class DecisionCouncil {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @Column({ type: 'varchar', length: 20 })
  type!: CouncilType;

  @Column({ type: 'integer', nullable: true })
  population!: number | null;

  /** One of the nine regions of England. Null where it was never imported. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  region!: string | null;

  /** First day, where it is known and recent. */
  @Column({ name: 'start_date', type: 'varchar', length: 10, nullable: true })
  startDate!: string | null;

  /** Day on which it ceased to exist. Null while it exists. */
  @Column({ name: 'end_date', type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;
}
