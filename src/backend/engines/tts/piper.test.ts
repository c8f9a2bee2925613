import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Pcm } from '../../speech/pcm.ts';
import { piper, piperArguments } from './piper.ts';
import { EngineAbsent, type Utterance } from './speech-engine.ts';

const utterance: Utterance = {
  text: 'Bonjour\nà toi',
  language: 'fr',
  timbre: 'female',
  rate: 1,
  pitchHz: 200,
};
const folder = mkdtempSync(join(tmpdir(), 'piper-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program with the given JavaScript inside, in the place of the real one. */
function program(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${code}`, { mode: 0o755 });
  return path;
}

/** A voice with the given description. */
function voice(name: string, description: unknown): string {
  const path = join(folder, name);
  writeFileSync(`${path}.json`, JSON.stringify(description));
  return path;
}

const siwis = voice('siwis.onnx', { audio: { sample_rate: 22_050 }, language: { family: 'fr' } });

/** Says its arguments and as many lines as it reads, as raw samples: one for each byte. */
const parrot = `
const text = require('node:fs').readFileSync(0, 'utf8');
const said = Buffer.from(JSON.stringify([process.argv.slice(2), text]));
process.stdout.write(Buffer.from(Int16Array.from(said, (byte) => 100 * byte).buffer));
`;

async function speak(path: string, model = siwis, signal = new AbortController().signal): Promise<Pcm[]> {
  const pieces: Pcm[] = [];
  for await (const piece of piper({ program: path, voice: model }).speak(utterance, signal))
    pieces.push(piece);
  return pieces;
}

describe('piperArguments', () => {
  it('stretches where the voice is to be slow', () => {
    expect(piperArguments('v.onnx', { rate: 0.8 }).join(' ')).toBe(
      '--model v.onnx --output_raw --length_scale 1.250',
    );
  });
});

describe('the languages of a voice', () => {
  it.each<[string, unknown, string[]]>([
    ['fr.onnx', { audio: { sample_rate: 16_000 }, language: { family: 'fr' } }, ['fr']],
    ['us.onnx', { audio: { sample_rate: 16_000 }, espeak: { voice: 'en-us' } }, ['en']],
    ['de.onnx', { audio: { sample_rate: 16_000 }, language: { family: 'de' } }, ['fr', 'en']],
    ['odd.onnx', { audio: { sample_rate: 16_000 } }, ['fr', 'en']],
  ])('are read from its description: %s', (name, description, languages) => {
    expect(piper({ voice: voice(name, description) }).languages).toEqual(languages);
  });
});

describe.skipIf(process.platform === 'win32')('piper', () => {
  it('sends the text as one line, and reads raw samples at the rate of the voice', async () => {
    const [pcm] = await speak(program('parrot', parrot));
    expect(pcm?.sampleRateHz).toBe(22_050);
    const said = Buffer.from(pcm?.samples.map((sample) => Math.round((sample * 32_768) / 100)) ?? []);
    expect(JSON.parse(said.toString('utf8'))).toEqual([
      ['--model', siwis, '--output_raw', '--length_scale', '1.000'],
      'Bonjour à toi\n',
    ]);
  });

  it('is absent where there is no such program', async () => {
    await expect(speak(join(folder, 'nowhere'))).rejects.toThrow(EngineAbsent);
  });

  it('does not start the program for a voice without its description', async () => {
    const started = join(folder, 'started');
    const path = program('marking', `require('node:fs').writeFileSync(${JSON.stringify(started)}, '')`);
    for (const model of [join(folder, 'no.onnx'), voice('bad.onnx', { audio: {} })]) {
      await expect(speak(path, model)).rejects.toThrow(/description/);
    }
    expect(existsSync(started)).toBe(false);
    await speak(path);
    expect(existsSync(started)).toBe(true);
  });

  it('fails, and is not absent, when the program fails', async () => {
    const failure = await speak(program('broken', 'process.exit(3)')).catch((error: unknown) => error);
    expect(failure).toHaveProperty('message', 'piper failed (3)');
    expect(failure).not.toBeInstanceOf(EngineAbsent);
  });

  it('ends the program when the signal aborts', async () => {
    const caller = new AbortController();
    const speaking = speak(program('hanging', 'setInterval(() => {}, 1000)'), siwis, caller.signal);
    caller.abort();
    await expect(speaking).rejects.toThrow(/abort/i);
  });
});
