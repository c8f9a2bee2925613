import { expect, it } from 'vitest';
import { lineSplitter } from './lines.ts';

function split(...chunks: readonly (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  splitter.end();
  return lines;
}

it('cuts lines wherever the chunks are cut', () => {
  expect(split('one\ntw', 'o\r\n\nthr', 'ee')).toEqual(['one', 'two', '', 'three']);
  expect(split(new Uint8Array([0xc3]), new Uint8Array([0xa9, 0x0a]))).toEqual(['é']);
  expect(split('whole\n')).toEqual(['whole']);
});

it('bounds a line that does not end', () => {
  const lines = split(...Array(100).fill('x'.repeat(1000)), '\nnext');
  expect(lines.map((line) => line.length)).toEqual([65536, 4]);
});
