import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jobIdOf, jobKeyOf, keys, queueOf, queuesOf, safe, selectorOf, selectorsOf } from './names.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const labels = fc.dictionary(text, text, { minKeys: 1, maxKeys: 4 });

test('the same labels are the same queue, in whatever order they are told', () => {
  expect(queueOf({ labels: { tier: 'gold', pool: 'eu' } })).toBe('labels.pool=eu,tier=gold');
  fc.assert(
    fc.property(labels, (given) => {
      const turned = Object.fromEntries(Object.entries(given).reverse());
      expect(selectorOf(turned)).toBe(selectorOf(given));
    }),
  );
});

test('no two sets of labels are one queue, and none is that of an agent', () => {
  fc.assert(
    fc.property(labels, labels, text, (one, other, agent) => {
      const same =
        JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
      expect(selectorOf(one) === selectorOf(other)).toBe(same);
      expect(queueOf({ agent })).not.toBe(queueOf({ labels: one }));
    }),
  );
});

test('the engine separates the parts of keys by colons: no name has one, whatever it is made of', () => {
  fc.assert(
    fc.property(labels, text, (given, name) => {
      for (const each of [...queuesOf(name, given), jobIdOf('a', name)]) expect(each).not.toMatch(/[:\s]/);
    }),
  );
  expect(keys.agent('a:b')).toBe('ralph:agent:a%3Ab');
  expect(jobKeyOf('f', { stack: 'a:b', asked: { agent: 'x' } })).toBe('ralph:agent.x:f.a%3Ab');
});

test('half of a surrogate pair is a text too', () => {
  expect(safe('\ud800')).not.toMatch(/[:\s]/);
});

test('an agent works on each set of its labels, once', () => {
  expect(selectorsOf({})).toEqual([]);
  expect(queuesOf('a', { x: '1', y: '2' })).toEqual([
    ...['agent.a', 'labels.x=1', 'labels.y=2', 'labels.x=1,y=2'],
  ]);
  fc.assert(
    fc.property(labels, (given) => {
      const queues = queuesOf('a', given);
      expect(queues).toHaveLength(2 ** Object.keys(given).length);
      expect(new Set(queues).size).toBe(queues.length);
    }),
  );
});
