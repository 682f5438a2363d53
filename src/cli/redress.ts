#!/usr/bin/env node
import 'reflect-metadata';
import { keepCompiledCode } from './compile-cache.ts';

keepCompiledCode();
// Loaded from here on, so that it is kept.
const { runProgram } = await import('./run-program.ts');
await runProgram(process.argv.slice(2));
