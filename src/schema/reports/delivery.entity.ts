import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { DeliveryRecipient } from './delivery-recipient.type.ts';
import { DeliveryState } from './delivery-state.enum.ts';

/** One message that takes a letter to one officer, or to all of a council's. The outbox is made of these. */
@Directive('@requiresScopes(scopes: [["letters:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'One message that takes a letter to one officer, or to all of a council’s where the edition is joint. Needs the scope `letters:read`.',
  simpleResolvers: true,
})
@Entity('delivery')
@Index('delivery_due', ['state', 'dueAt', 'id'])
@Index('delivery_run', ['runId', 'state', 'id'])
@Index('delivery_letter', ['letterId'])
export class Delivery {
  @Field(() => ID, { description: 'Opaque; cannot be guessed.' })
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id!: string;

  @Field(() => ID, { description: 'The letter that it takes.' })
  @Column({ name: 'letter_id', type: 'varchar', length: 40 })
  letterId!: string;

  @Field(() => ID, { description: 'The run that the letter was issued with.' })
  @Column({ name: 'run_id', type: 'varchar', length: 40 })
  runId!: string;

  // As many as `Council.officers` may be.
  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [DeliveryRecipient], { description: 'Who gets it, as known when it was issued.' })
  @Column({ type: 'simple-json' })
  recipients!: DeliveryRecipient[];

  @Field(() => String, { description: 'Its `Message-ID`, the same each time it is sent.' })
  @Column({ name: 'message_id', type: 'varchar', length: 320 })
  messageId!: string;

  @Field(() => DeliveryState, { description: 'How far it has come.' })
  @Column({ type: 'varchar', length: 20 })
  state!: DeliveryState;

  @Field(() => Int, { description: 'How often it has been tried.' })
  @Column({ type: 'integer' })
  attempts!: number;

  @Field(() => DateTimeScalar, { description: 'When it was put into the outbox.' })
  @Column({ name: 'created_at', type: 'varchar', length: 30 })
  createdAt!: string;

  /** From when it may be tried. */
  @Column({ name: 'due_at', type: 'varchar', length: 30 })
  dueAt!: string;

  /** When its end last went out. Null before. */
  @Column({ name: 'sending_at', type: 'varchar', length: 30, nullable: true })
  sendingAt!: string | null;

  /** From when a message that is going out is in doubt, since its worker must have ended. */
  @Column({ name: 'doubt_at', type: 'varchar', length: 30, nullable: true })
  doubtAt!: string | null;

  /** How it last went out: `SMTP`, or `FILE` in a dry run. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  via!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken. Null before.' })
  @Column({ name: 'sent_at', type: 'varchar', length: 30, nullable: true })
  sentAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The mail server’s last words about it, or why it was not sent.',
  })
  @Column({ type: 'text', nullable: true })
  reply!: string | null;

  /** Every change of its state, a line of JSON each: `at`, `state`, `by`, `why`. */
  @Column({ type: 'text' })
  log!: string;

  @Column({ name: 'lease_holder', type: 'varchar', length: 80, nullable: true })
  leaseHolder!: string | null;

  @Column({ name: 'lease_until', type: 'varchar', length: 30, nullable: true })
  leaseUntil!: string | null;
}
