import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenLog } from './token-log.ts';

const frame = (content: string, more: object = {}) =>
  Buffer.from(JSON.stringify({ type: 'token', content, ...more }));

/** As a server in Python writes it. */
const spaced = (content: string) => Buffer.from(`{"type": "token", "content": ${JSON.stringify(content)}}`);

const take = (log: TokenLog, bytes: Buffer) => log.take(bytes, 0, bytes.length);

it('gives the words of token frames back, whatever is in them, and of words that were read', () => {
  const words = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 40 });
  fc.assert(
    fc.property(words, fc.integer({ min: 0, max: 2 }), (all, way) => {
      const log = new TokenLog();
      log.push('of another turn');
      log.clear();
      for (const word of all) {
        if (way === 2) log.push(word);
        else expect(take(log, way === 0 ? frame(word, { us: 12 }) : spaced(word))).toBe(true);
      }
      expect(log.text).toBe(all.join(''));
    }),
  );
});

it('takes a frame from where it lies', () => {
  const log = new TokenLog();
  const bytes = Buffer.concat([Buffer.from('xx'), frame('guitar "and" more'), frame('other')]);
  expect(log.take(bytes, 2, 2 + frame('guitar "and" more').length)).toBe(true);
  expect(log.text).toBe('guitar "and" more');
});

it.each([
  ['an end', '{"type":"end"}'],
  ['an error', '{"type":"error","message":"no"}'],
  ['an empty token', '{"type":"token","content":""}'],
  ['a token whose word is no text', '{"type":"token","content":12}'],
  ['a token in another order', '{"content":"a","type":"token"}'],
  ['a frame that breaks off in its word', '{"type":"token","content":"abc'],
  ['a frame that breaks off before it', '{"type":"token","conte'],
  ['nothing', ''],
])('leaves %s to be read', (_, text) => {
  const log = new TokenLog();
  // What lies behind the frame belongs to another.
  const bytes = Buffer.from(`${text}nt":"abc"}`);
  expect(log.take(bytes, 0, Buffer.byteLength(text))).toBe(false);
  expect(log.text).toBe('');
});

it('says so where a word is no JSON', () => {
  const log = new TokenLog();
  expect(take(log, Buffer.from('{"type":"token","content":"\\q"}'))).toBe(true);
  expect(log.text).toBeNull();
});
