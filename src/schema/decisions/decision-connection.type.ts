import { createConnectionType } from '../common/connection.type.ts';
import { Decision } from './decision.entity.ts';

export const DecisionConnection = createConnectionType(Decision, 'Decision', 'decisions');
export type DecisionConnection = InstanceType<typeof DecisionConnection>;
