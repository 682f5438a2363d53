import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { Personal } from '../common/personal.ts';
import { Council } from './council.entity.ts';

/** Someone at a council to whom letters are addressed. Personal data. */
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["casework:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'Someone at a council to whom letters are addressed. Personal data: needs the scope `casework:read`.',
  simpleResolvers: true,
})
@Entity('officer')
export class Officer {
  @Field(() => ID, { description: 'The council’s code and the place in its list: `E07000107-1`.' })
  @PrimaryColumn({ type: 'varchar', length: 16 })
  id!: string;

  @Index('officer_council')
  @Column({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @ManyToOne(() => Council, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'gss_code', foreignKeyConstraintName: 'officer_council_fk' })
  council?: Council;

  /** Place in the council's list of addressees, from 1. */
  @Column({ type: 'integer' })
  position!: number;

  @Personal('of whom a letter is addressed to')
  @Field(() => String, { description: 'Full name as it stands in an address.' })
  @Column({ type: 'varchar', length: 200 })
  name!: string;

  @Personal('of whom a letter is addressed to')
  @Field(() => String, { description: 'Name as it follows “Dear”, for example `Ms Hale`.' })
  @Column({ type: 'varchar', length: 200 })
  salutation!: string;

  @Field(() => String, { description: 'Office held, for example `Chief Executive`.' })
  @Column({ type: 'varchar', length: 200 })
  office!: string;

  @Personal('of whom a letter is sent to')
  @Field(() => String, { description: 'E-mail address to which letters are sent.' })
  @Column({ type: 'varchar', length: 254 })
  email!: string;
}
