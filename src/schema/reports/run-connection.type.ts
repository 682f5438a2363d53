import { createConnectionType } from '../common/connection.type.ts';
import { Run } from './run.entity.ts';

export const RunConnection = createConnectionType(Run, 'Run', 'runs');
export type RunConnection = InstanceType<typeof RunConnection>;
