import { parentPort } from 'node:worker_threads';
import { serveLetters } from '../../../src/reports/thread/serve-letters.ts';
import { createTestEngine } from '../create-test-engine.ts';
import { spoiltReports, viewTimeoutMs } from './spoilt-reports.ts';

if (parentPort === null) throw new Error('This module is run by a thread.');
const noGraph = () => Promise.reject(new Error('no graph here'));
serveLetters(parentPort, createTestEngine([...spoiltReports], noGraph, { viewTimeoutMs }));
