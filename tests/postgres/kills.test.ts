import { testKills } from '../delivery/kill-cases.ts';
import { createPostgres } from './create-postgres.ts';

testKills('PostgreSQL', 2, () => createPostgres('migrated'));
