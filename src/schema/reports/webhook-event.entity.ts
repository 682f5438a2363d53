import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What another tool is told: that a run was issued or published. Kept until it was told. */
@Entity('webhook_event')
@Index('webhook_event_next', ['nextAt', 'id'])
export class WebhookEvent {
  /** Sent as `Idempotency-Key`: the same at every attempt. */
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id!: string;

  /** `run.issued` or `run.published`. */
  @Column({ type: 'varchar', length: 40 })
  kind!: string;

  @Column({ name: 'run_id', type: 'varchar', length: 40 })
  runId!: string;

  @Column({ type: 'text' })
  url!: string;

  /** JSON, the same bytes at every attempt. */
  @Column({ type: 'text' })
  body!: string;

  @Column({ name: 'created_at', type: 'varchar', length: 30 })
  createdAt!: string;

  @Column({ type: 'integer' })
  attempts!: number;

  /** When it is tried next. Null when it was taken, or given up. */
  @Column({ name: 'next_at', type: 'varchar', length: 30, nullable: true })
  nextAt!: string | null;

  @Column({ name: 'delivered_at', type: 'varchar', length: 30, nullable: true })
  deliveredAt!: string | null;

  /** What went wrong at the last attempt. */
  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  @Column({ name: 'lease_holder', type: 'varchar', length: 80, nullable: true })
  leaseHolder!: string | null;

  @Column({ name: 'lease_until', type: 'varchar', length: 30, nullable: true })
  leaseUntil!: string | null;
}
