import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromJson, jsonIn, MOST_LEVELS } from './from-json.ts';

const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number): string => '{"a":'.repeat(levels) + 1 + '}'.repeat(levels);

it('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__'));
      expect(fromJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it.each([lists, objects])('reads as many levels as anybody writes, and refuses one more', (nested) => {
  expect(JSON.stringify(fromJson(nested(MOST_LEVELS)))).toBe(nested(MOST_LEVELS));
  expect(() => fromJson(nested(MOST_LEVELS + 1))).toThrow(RangeError);
});

it.each([lists, objects])('refuses a hundred thousand levels without walking down all of them', (nested) => {
  expect(() => fromJson(nested(100_000))).toThrow('found JSON that nests deeper than 200 levels');
});

it('has no key that stands in for a prototype, at any level', () => {
  const value = fromJson('{"__proto__":{"a":1},"b":[{"__proto__":{"c":2},"d":3}]}');
  expect(JSON.stringify(value)).toBe('{"b":[{"d":3}]}');
  expect(Object.hasOwn(Object(value), '__proto__')).toBe(false);
});

it('throws a SyntaxError for what is no JSON', () => {
  expect(() => fromJson('{"a":')).toThrow(SyntaxError);
});

it('tells text that may not be read as nothing, where that is asked for', () => {
  expect(jsonIn('{"a":')).toBeUndefined();
  expect(jsonIn(lists(MOST_LEVELS + 1))).toBeUndefined();
  expect(jsonIn('null')).toBeNull();
});
