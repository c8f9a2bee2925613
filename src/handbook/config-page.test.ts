import { describe, expect, it } from 'vitest';
import { rules } from '../cli/rules.ts';
import { jsonSchema } from '../config/json-schema.ts';
import { blocksOf, type Field, textAndDefault } from './config-block.ts';
import { configPage } from './config-page.ts';

const schema: Field = jsonSchema(rules.criteria);

const keysOf = (field: Field): string[] =>
  Object.entries(field.properties ?? {}).flatMap(([key, inner]) => [key, ...keysOf(inner)]);

describe.each(['en', 'fr'] as const)('the reference (%s)', (lang) => {
  const page = configPage(schema, rules.criteria, lang);

  it('has a row for every key, and a link for every criterion', () => {
    const criteria = rules.criteria.map(({ id }) => id);
    const keys = new Set(keysOf(schema));
    expect(keys.size).toBeGreaterThan(50);
    const told = (key: string) => page.includes(`\n| \`${key}\` |`) || page.includes(`(criteria.md#${key})`);
    expect([...keys].filter((key) => !told(key))).toEqual([]);
    expect(criteria.filter((id) => !page.includes(`](criteria.md#${id})`))).toEqual([]);
  });

  it('says every block once', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(new Set(headings).size).toBe(headings.length);
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });
});

it('a sentence without its French is no reference', () => {
  const strange: Field = {
    properties: { ...schema.properties, spin: { description: 'How fast it spins.' } },
  };
  for (const lang of ['en', 'fr'] as const)
    expect(() => configPage(strange, rules.criteria, lang)).toThrow('lacks: How fast it spins.');
});

it('what a field is ends before what holds without it', () => {
  expect(textAndDefault({ description: 'How far. Default: 1.5 m.' })).toEqual({
    text: 'How far.',
    otherwise: '1.5 m',
  });
  expect(textAndDefault({ description: 'Here default is there.' })).toEqual({
    text: 'Here default is there.',
  });
  expect(textAndDefault({})).toEqual({ text: '' });
});

it('blocks of the same keys are one, under the shortest path first', () => {
  const same: Field = { properties: { x: { description: 'It.' } } };
  const field: Field = { properties: { a: { properties: { b: same } }, c: same } };
  expect(blocksOf(field).map(({ paths }) => paths)).toEqual([[''], ['a'], ['c', 'a.b']]);
});
