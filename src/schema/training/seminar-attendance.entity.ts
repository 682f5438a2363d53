import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Seminar } from './seminar.entity.ts';

/** That an authority sent someone to a seminar. */
@Entity('seminar_attendance')
export class SeminarAttendance {
  @PrimaryColumn({ name: 'seminar_id', type: 'varchar', length: 120 })
  seminarId!: string;

  @Index('seminar_attendance_council')
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @ManyToOne(() => Seminar, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'seminar_id', foreignKeyConstraintName: 'seminar_attendance_seminar_fk' })
  seminar?: Seminar;
}
