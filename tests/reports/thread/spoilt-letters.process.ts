import { parentPort } from 'node:worker_threads';
import { serveLetters } from '../../../src/reports/thread/serve-letters.ts';
import { spoiltEngine } from './spoilt-reports.ts';

if (parentPort === null) throw new Error('This module is run by a thread.');
serveLetters(parentPort, spoiltEngine());
