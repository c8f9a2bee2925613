import { expect, it } from 'vitest';
import { echo } from './echo.ts';

const signal = new AbortController().signal;
const sound = (...bytes: number[]) => new Uint8Array(bytes);

async function heard(ear: ReturnType<typeof echo>, bytes: Uint8Array<ArrayBuffer>) {
  const pieces: string[] = [];
  for await (const piece of ear.transcribe({ bytes, container: 'mp3' }, signal)) pieces.push(piece);
  return pieces;
}

it('knows what the stack has said, in whatever order it is heard, and as often', async () => {
  const ear = echo();
  ear.overhear?.('one', sound(1));
  ear.overhear?.('two', sound(2));
  expect([await heard(ear, sound(2)), await heard(ear, sound(1)), await heard(ear, sound(2))]).toEqual([
    ['two'],
    ['one'],
    ['two'],
  ]);
});

it('hears nobody in a sound that is another by one byte', async () => {
  const ear = echo();
  ear.overhear?.('one', sound(1, 2, 3));
  expect(await heard(ear, sound(1, 2, 4))).toEqual([]);
});

it('forgets the oldest first', async () => {
  const ear = echo();
  for (let each = 0; each < 257; each += 1) ear.overhear?.(String(each), sound(each >> 8, each & 255));
  expect([await heard(ear, sound(0, 0)), await heard(ear, sound(0, 1))]).toEqual([[], ['1']]);
});
