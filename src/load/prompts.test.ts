import { expect, it } from 'vitest';
import { promptFor, sentenceFor, sessionFor, storyFor } from './prompts.ts';

const turns = [...Array(30).keys()];

it.each(['en', 'fr'] as const)(
  '%s questions carry their number before anything that could be shared',
  (speech) => {
    for (const turn of turns) {
      const { text, topic } = promptFor(speech, turn, 123_456);
      expect(text).toMatch(/^123456 ?:/);
      expect(topic).not.toBe('');
      expect(text).toContain(topic);
      expect(sentenceFor(speech, turn, 123_456)).toMatch(/^123456 /);
      expect(storyFor(speech, turn, 123_456)).toMatch(/^123456 ?:/);
    }
    expect(new Set(turns.map((turn) => promptFor(speech, turn, 1).topic)).size).toBe(10);
  },
);

it.each(['en', 'fr'] as const)('%s: no question, sentence or session comes twice', (speech) => {
  const unique = (make: (turn: number) => string) => expect(new Set(turns.map(make)).size).toBe(turns.length);
  unique((turn) => promptFor(speech, turn).text);
  unique((turn) => sentenceFor(speech, turn));
  unique((turn) => sessionFor('llm', turn, 7));
  expect(sessionFor('llm', 0, 7)).not.toBe(sessionFor('turn', 0, 7));
});

it('the same turn of another run asks something else', () => {
  const numbers = turns.map(() => promptFor('en', 0).text);
  expect(new Set(numbers).size).toBeGreaterThan(1);
});
