#!/usr/bin/env node
import 'reflect-metadata';
import { allocateYoung } from './allocate-young.ts';
import { keepCompiledCode } from './compile-cache.ts';
import { loadProgram } from './load-program.ts';

allocateYoung();
keepCompiledCode();
// Loaded from here on, so that it is kept.
const { runProgram } = await loadProgram();
await runProgram(process.argv.slice(2));
