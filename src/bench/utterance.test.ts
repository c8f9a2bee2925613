import { expect, it } from 'vitest';
import { speechOf, wordsOf } from './utterance.ts';

it('words are a message that nobody sent before, and name what they are about', () => {
  const said = [0, 0, 1].map(wordsOf('en'));
  expect(new Set(said.map(({ say }) => say)).size).toBe(3);
  const [{ say, topic } = { say: '', topic: '-' }] = said;
  expect(JSON.parse(String(say))).toEqual({ type: 'message', content: expect.stringContaining(topic) });
});

it('recordings are joined so that no turn says the same as another for a long time', () => {
  const numbers = Array.from({ length: 12 }, (_, index) => Uint8Array.of(1, index));
  const questions = Array.from({ length: 10 }, (_, index) => ({
    mp3: Uint8Array.of(2, index),
    topic: `${index}`,
  }));
  const utterance = speechOf({ numbers, questions });
  const said = Array.from({ length: 1440 }, (_, number) => utterance(number));
  expect(new Set(said.map(({ say }) => String(Buffer.from(say)))).size).toBe(1440);
  expect(utterance(123)).toEqual({ say: Buffer.from([1, 0, 1, 1, 2, 3]), topic: '3' });
  expect(utterance(1440)).toEqual(utterance(0));
});
