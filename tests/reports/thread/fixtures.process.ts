import { parentPort, workerData } from 'node:worker_threads';
import { serveLetters } from '../../../src/reports/thread/serve-letters.ts';
import { fixtureEngine } from './fixture-engine.ts';

if (parentPort === null) throw new Error('This module is run by a thread.');
serveLetters(parentPort, fixtureEngine(Number(workerData)));
