import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key with which a tool signs in. The key itself is shown once and kept only as a hash. */
@Entity('api_key')
export class ApiKey {
  /** The start of the key, `rk_` and eight characters, by which people tell keys apart. */
  @PrimaryColumn({ type: 'varchar', length: 16 })
  prefix!: string;

  /** SHA-256 of the whole key, hexadecimal. */
  @Index('api_key_hash', { unique: true })
  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  /** What it is for, in its owner's words. */
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'simple-json' })
  scopes!: string[];

  /** ISO 8601, UTC. */
  @Column({ name: 'created_at', type: 'varchar', length: 30 })
  createdAt!: string;

  /** ISO 8601, UTC. Null while the key is good. */
  @Column({ name: 'revoked_at', type: 'varchar', length: 30, nullable: true })
  revokedAt!: string | null;
}
