import type { Subject } from '../../schema/common/subject.enum.ts';
import type { Outcome } from '../../schema/decisions/outcome.enum.ts';
import type { CaseTopic } from './case-words.ts';

/** One complaint of the sample. Days are counted from 1 January 1970. */
export interface SampleCase {
  councilCode: string;
  /** Year ending in which it came in. */
  receivedYear: number;
  receivedDay: number;
  /** Null while the case is open. */
  decidedDay: number | null;
  /** Year ending in which it was decided. Null while the case is open. */
  decidedYear: number | null;
  outcome: Outcome | null;
  subject: Subject;
  topic: CaseTopic;
  satisfactoryRemedy: boolean;
  publicReport: boolean;
  /** For example `19 007 429`. */
  reference: string;
  summary: string | null;
}
