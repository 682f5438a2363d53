import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the recommendations subgraph remembers of a council. Written in the transaction that writes the council. */
@Entity('recommendation_council')
export class RecommendationCouncil {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  /** One of the nine regions of England. */
  @Column({ type: 'varchar', length: 40 })
  region!: string;
}
