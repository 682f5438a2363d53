#!/usr/bin/env node
import 'reflect-metadata';
import { keepCompiledCode } from './compile-cache.ts';
import { loadProgram } from './load-program.ts';

keepCompiledCode();
// Loaded from here on, so that it is kept.
const { runProgram } = await loadProgram();
await runProgram(process.argv.slice(2));
