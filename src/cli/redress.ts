#!/usr/bin/env node
import 'reflect-metadata';
import { runProgram } from './run-program.ts';

await runProgram(process.argv.slice(2));
