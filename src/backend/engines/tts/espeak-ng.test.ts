import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Pcm } from '../../speech/pcm.ts';
import { espeakArguments, espeakNg } from './espeak-ng.ts';
import { EngineAbsent, type Utterance } from './speech-engine.ts';

const utterance: Utterance = { text: 'Bonjour', language: 'fr', timbre: 'female', rate: 1, pitchHz: 200 };
const folder = mkdtempSync(join(tmpdir(), 'espeak-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program with the given JavaScript inside, in the place of the real one. */
function program(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${code}`, { mode: 0o755 });
  return path;
}

/** Says as many samples as it reads characters, in a WAV whose sizes lie as the real one's do. */
const parrot = `
const text = require('node:fs').readFileSync(0, 'utf8');
const head = Buffer.from('RIFF\\x24\\xf0\\xff\\x7fWAVEfmt \\x10\\0\\0\\0\\x01\\0\\x01\\0\\x22\\x56\\0\\0\\x44\\xac\\0\\0\\x02\\0\\x10\\0data\\0\\xf0\\xff\\x7f', 'latin1');
process.stdout.write(Buffer.concat([head, Buffer.alloc(2 * text.length, 0x40)]));
`;

async function speak(path: string, signal: AbortSignal = new AbortController().signal): Promise<Pcm[]> {
  const pieces: Pcm[] = [];
  for await (const piece of espeakNg(path).speak(utterance, signal)) pieces.push(piece);
  return pieces;
}

describe('espeakArguments', () => {
  it('turns voice, rate and pitch into flags, and keeps the text out of them', () => {
    expect(espeakArguments(utterance).join(' ')).toBe('--stdin --stdout -b 1 -v fr+f3 -s 175 -p 50');
    const low: Utterance = { ...utterance, language: 'en', timbre: 'male', rate: 0.5, pitchHz: 90 };
    expect(espeakArguments(low).join(' ')).toBe('--stdin --stdout -b 1 -v en+m3 -s 88 -p 40');
  });

  it('keeps the pitch within what the program takes', () => {
    const pitchAt = (pitchHz: number) => espeakArguments({ ...utterance, pitchHz }).at(-1);
    expect([pitchAt(0), pitchAt(1000)]).toEqual(['0', '99']);
  });
});

describe.skipIf(process.platform === 'win32')('espeakNg', () => {
  it('sends the text by standard input and reads the WAV to its end', async () => {
    const [pcm] = await speak(program('parrot', parrot));
    expect(pcm?.sampleRateHz).toBe(22_050);
    expect(pcm?.samples).toHaveLength('Bonjour'.length);
  });

  it('is absent where there is no such program', async () => {
    await expect(speak(join(folder, 'nowhere'))).rejects.toThrow(EngineAbsent);
  });

  it('fails, and is not absent, when the program fails or says something else', async () => {
    for (const code of ['process.exit(3)', 'console.log("not a sound")']) {
      const failure = await speak(program('broken', code)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(EngineAbsent);
    }
  });

  it('ends the program when the signal aborts', async () => {
    const caller = new AbortController();
    const speaking = speak(program('hanging', 'setInterval(() => {}, 1000)'), caller.signal);
    caller.abort();
    await expect(speaking).rejects.toThrow(/abort/i);
  });
});
