import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AnswerTooBig, MOST_PACKED, MOST_UNPACKED, MOST_VALUES, packed, unpacked } from './packing.ts';

describe('an answer', () => {
  it('is what it was, and small', async () => {
    const body = { kind: 'broken', why: 'é\u0000'.repeat(10_000) } as const;
    const text = await packed(body);
    expect(text.length).toBeLessThan(1_000);
    expect(await unpacked(text)).toEqual(body);
  });

  it('is not read where it is a bomb, and not unpacked either', async () => {
    const bomb = gzipSync(Buffer.alloc(MOST_UNPACKED + 1)).toString('base64');
    expect(bomb.length).toBeLessThan(100_000);
    await expect(unpacked(bomb)).rejects.toThrow();
  });

  it('is not read where it is so many values that they would fill the memory', async () => {
    const many = `[${'[],'.repeat(MOST_VALUES)}[]]`;
    const bomb = gzipSync(many).toString('base64');
    expect(bomb.length).toBeLessThan(100_000);
    await expect(unpacked(bomb)).rejects.toThrow(AnswerTooBig);
    await expect(packed(Array.from({ length: MOST_VALUES }, () => []))).rejects.toThrow(AnswerTooBig);
  });

  it('is not read where it is too big as it lies there', async () => {
    await expect(unpacked('A'.repeat(MOST_PACKED + 1))).rejects.toThrow(AnswerTooBig);
  });

  it('brings no prototype along', async () => {
    const text = gzipSync('{"kind":"broken","why":"x","__proto__":{"polluted":true}}').toString('base64');
    const value = (await unpacked(text)) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['kind', 'why']);
    expect(value.polluted).toBeUndefined();
  });

  it.each([
    '',
    'not base64 at all',
    Buffer.from('no gzip').toString('base64'),
    gzipSync('{').toString('base64'),
  ])('is none: %j', async (text) => {
    await expect(unpacked(text)).rejects.toThrow();
  });
});
