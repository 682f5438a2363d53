import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { prefersHtml } from '../../src/web/accept.ts';

const ask = (accept?: string) => prefersHtml({ headers: { accept } } as FastifyRequest);

test('a browser that opens a page prefers HTML', () => {
  expect(ask('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')).toBe(true);
});

test('a program that names no type does not', () => {
  expect(ask()).toBe(false);
  expect(ask('*/*')).toBe(false);
});

test('a GraphQL client does not, even when it would also take HTML', () => {
  expect(ask('application/graphql-response+json, application/json;q=0.9')).toBe(false);
  expect(ask('application/json, text/html;q=0.5')).toBe(false);
});

test('a refused type counts as not named', () => {
  expect(ask('text/html;q=0')).toBe(false);
  expect(ask('text/html;q=nonsense')).toBe(false);
});
