import { describe, expect, it } from 'vitest';
import { listenFor } from './phrases.ts';

const listen = listenFor([
  { phrases: ['how are you', 'how'], meaning: 1 },
  { phrases: ['you', 'are you well'], meaning: 2 },
]);
const hear = (text: string) => listen(text.split(' '));

describe('listenFor', () => {
  it.each([
    ['how are you', { meaning: 1, next: null }],
    ['so how are you today', { meaning: 1, next: 'today' }],
    ['how are they', { meaning: 1, next: 'are' }],
    ['i say you', { meaning: 2, next: null }],
    ['are you', { meaning: 2, next: null }],
    ['are you well and how', { meaning: 2, next: 'and' }],
    ['show are your', null],
    ['', null],
  ])('hears in %j the first phrase, whole words only', (text, heard) => {
    expect(hear(text)).toEqual(heard);
  });
});
