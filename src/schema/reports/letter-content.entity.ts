import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a letter of a run says, and all that it was made from, so that it can be made again byte for byte. */
@Entity('letter_content')
export class LetterContent {
  @PrimaryColumn({ name: 'letter_id', type: 'varchar', length: 40 })
  letterId!: string;

  /** The report's title. */
  @Column({ type: 'varchar', length: 200 })
  title!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  preheader!: string;

  /** The date it bears, `YYYY-MM-DD`. */
  @Column({ name: 'letter_date', type: 'varchar', length: 10, nullable: true })
  letterDate!: string | null;

  /** The report's parameters, as JSON. */
  @Column({ type: 'text' })
  parameters!: string;

  /** SHA-256 of subject, HTML and text, each followed by a zero byte, in UTF-8: 64 hexadecimal digits. */
  @Column({ type: 'varchar', length: 64 })
  sha256!: string;

  /** Name of the report. */
  @Column({ name: 'report', type: 'varchar', length: 80 })
  reportName!: string;

  @Column({ name: 'report_version', type: 'varchar', length: 40 })
  reportVersion!: string;

  /** The edition as it was, as JSON. Null for a year without one. */
  @Column({ type: 'text', nullable: true })
  edition!: string | null;

  /** The clock that the report saw: ISO 8601, UTC. */
  @Column({ name: 'rendered_at', type: 'varchar', length: 30 })
  renderedAt!: string;

  /** A BCP 47 tag. */
  @Column({ type: 'varchar', length: 35 })
  locale!: string;

  /** What links in it begin with. */
  @Column({ name: 'public_url', type: 'text' })
  publicUrl!: string;

  /** Its HTML, its text and the data, packed: see `unpackBodies`. The last column, so that the others are read without it. */
  @Column({ type: 'bytea' })
  bodies!: Uint8Array;
}
