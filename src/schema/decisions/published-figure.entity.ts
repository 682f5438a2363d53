import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A council's figures of one year as they were printed. Null where a part was not printed. */
@Entity('published_figure')
export class PublishedFigure {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Column({ type: 'integer', nullable: true })
  received!: number | null;

  @Column({ type: 'integer', nullable: true })
  decided!: number | null;

  @Column({ type: 'integer', nullable: true })
  investigated!: number | null;

  @Column({ name: 'invalid_or_incomplete', type: 'integer', nullable: true })
  invalidOrIncomplete!: number | null;

  @Column({ name: 'advice_given', type: 'integer', nullable: true })
  adviceGiven!: number | null;

  @Column({ name: 'referred_back', type: 'integer', nullable: true })
  referredBack!: number | null;

  @Column({ name: 'closed_after_initial_enquiries', type: 'integer', nullable: true })
  closedAfterInitialEnquiries!: number | null;

  @Column({ name: 'not_upheld', type: 'integer', nullable: true })
  notUpheld!: number | null;

  @Column({ type: 'integer', nullable: true })
  upheld!: number | null;

  @Column({ name: 'uphold_percent', type: 'integer', nullable: true })
  upholdPercent!: number | null;

  @Column({ name: 'satisfactory_remedies', type: 'integer', nullable: true })
  satisfactoryRemedies!: number | null;

  @Column({ name: 'satisfactory_remedy_percent', type: 'integer', nullable: true })
  satisfactoryRemedyPercent!: number | null;

  /** One decimal, as printed. */
  @Column({ name: 'upheld_per_100k', type: 'double precision', nullable: true })
  upheldPer100k!: number | null;

  /** Received by subject as JSON, `{"HOUSING": 102}`; null where none was printed. */
  @Column({ name: 'received_by_subject', type: 'text', nullable: true })
  receivedBySubject!: string | null;

  /** Where the figures were printed: a sentence or an address. */
  @Column({ name: 'source_note', type: 'text', nullable: true })
  sourceNote!: string | null;
}
