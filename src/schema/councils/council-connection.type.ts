import { createConnectionType } from '../common/connection.type.ts';
import { Council } from './council.entity.ts';

export const CouncilConnection = createConnectionType(Council, 'Council', 'councils');
export type CouncilConnection = InstanceType<typeof CouncilConnection>;
