import { createConnectionType } from '../common/connection.type.ts';
import { Correction } from '../common/correction.type.ts';

export const CorrectionConnection = createConnectionType(Correction, 'Correction', 'corrections');
export type CorrectionConnection = InstanceType<typeof CorrectionConnection>;
