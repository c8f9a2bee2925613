import { describe, expect, it } from 'vitest';
import { progressOf } from './completion.ts';

const choice = (fields: unknown) => JSON.stringify({ choices: [fields] });

describe('progressOf', () => {
  it.each<[string, string, { words: string; finished: boolean }]>([
    ['a word', choice({ delta: { content: 'a' }, finish_reason: null }), { words: 'a', finished: false }],
    ['a role', choice({ delta: { role: 'assistant', content: null } }), { words: '', finished: false }],
    ['a thought', choice({ delta: { reasoning: 'hm' } }), { words: '', finished: false }],
    ['an end', choice({ delta: {}, finish_reason: 'length' }), { words: '', finished: true }],
    [
      'a whole answer',
      choice({ message: { content: 'a' }, finish_reason: 'stop' }),
      { words: 'a', finished: true },
    ],
    ['usage', '{"choices":[],"usage":{}}', { words: '', finished: false }],
    ['an error that is null', '{"error":null,"choices":[]}', { words: '', finished: false }],
    ['the end of the stream', '[DONE]', { words: '', finished: true }],
  ])('reads %s', (_, data, progress) => {
    expect(progressOf(data)).toEqual(progress);
  });

  it.each([
    ['{"error":"overloaded"}', /reported an error/],
    ['{"error":{"message":"secret"}}', /reported an error instead of an answer$/],
    [choice({ delta: { content: 'a' }, finish_reason: 'error' }), /gave up/],
    [choice({ delta: { content: 7 } }), /no completion/],
    ['<html>', /no completion/],
    ['null', /no completion/],
    ['{}', /no completion/],
  ])('refuses %s', (data, message) => {
    expect(() => progressOf(data)).toThrow(message);
  });
});
