import { createConnectionType } from '../common/connection.type.ts';
import { Letter } from './letter.entity.ts';

export const LetterConnection = createConnectionType(Letter, 'Letter', 'letters');
export type LetterConnection = InstanceType<typeof LetterConnection>;
