import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The compliance of a council, an average or England in one year, as approved. */
@Entity('frozen_compliance')
export class FrozenCompliance {
  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  /** A council's code, an average (`CASEWORK:DISTRICT`) or `ENGLAND`. */
  @PrimaryColumn({ type: 'varchar', length: 40 })
  name!: string;

  /** ISO 8601, UTC. */
  @Column({ name: 'frozen_at', type: 'varchar', length: 30 })
  frozenAt!: string;

  /** Who froze them: `key rk_1a2b3c4d`, `user alice`. */
  @Column({ name: 'frozen_by', type: 'varchar', length: 200 })
  frozenBy!: string;

  /** All of them, JSON. */
  @Column({ type: 'text' })
  figures!: string;
}
