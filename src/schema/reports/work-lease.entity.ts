import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may do work of a kind for which there is one worker at a time, and until when. */
@Entity('work_lease')
export class WorkLease {
  /** What may be done: `worker`. */
  @PrimaryColumn({ type: 'varchar', length: 80 })
  name!: string;

  @Column({ name: 'lease_holder', type: 'varchar', length: 80 })
  holder!: string;

  /** ISO 8601, UTC. */
  @Column({ name: 'lease_until', type: 'varchar', length: 30 })
  until!: string;
}
