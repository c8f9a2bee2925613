import { describe, expect, it } from 'vitest';
import { boundedOutput } from './bounded-output.ts';

function kept(maxBytes: number, ...chunks: readonly (string | Uint8Array)[]) {
  const output = boundedOutput(maxBytes);
  for (const chunk of chunks) output.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return { text: output.text(), truncated: output.truncated };
}

describe('boundedOutput', () => {
  it('keeps everything up to its bound', () => {
    expect(kept(10)).toEqual({ text: '', truncated: false });
    expect(kept(10, '01234', '56789')).toEqual({ text: '0123456789', truncated: false });
  });

  it('keeps the first and the last half beyond it, however the stream is cut', () => {
    const expected = { text: '01234\n[... 6 bytes left out ...]\nbcdef', truncated: true };
    expect(kept(10, '0123456789abcdef')).toEqual(expected);
    expect(kept(10, ...'0123456789abcdef')).toEqual(expected);
    expect(kept(10, '012', '3456789abc', 'd', 'ef')).toEqual(expected);
  });

  it('puts a character together that came in two chunks', () => {
    expect(kept(4, new Uint8Array([0x61, 0xc3]), new Uint8Array([0xa9, 0x62])).text).toBe('aéb');
  });

  it('leaves out characters that the bound cuts in half', () => {
    expect(kept(6, 'aé€é€éb').text).toBe('aé\n[... 8 bytes left out ...]\néb');
    expect(kept(6, 'ab€é€b').text).toBe('ab\n[... 5 bytes left out ...]\nb');
  });

  it('leaves out words that the bound cuts in half: one of them may have been a key', () => {
    expect(kept(20, 'one key-0123456789abcdef two')).toEqual({
      text: 'one \n[... 20 bytes left out ...]\n two',
      truncated: true,
    });
  });
});
