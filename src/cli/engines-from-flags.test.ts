import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { knownSecrets } from '../domain/secrets/known.ts';
import { choosingEngines } from './engine-flags.ts';
import { enginesFrom } from './engines-from-flags.ts';

const folder = mkdtempSync(join(tmpdir(), 'voice-'));
afterAll(() => rmSync(folder, { recursive: true }));
const voice = join(folder, 'siwis.onnx');
writeFileSync(`${voice}.json`, '{}');

const given = { env: { GROQ_KEY: 'sk-secret' }, secrets: knownSecrets([]) };

/** The engines that a command line chooses. */
const engines = (line: string) => {
  const command = choosingEngines(new Command('serve')).exitOverride();
  return enginesFrom(command.parse(line.split(' ').filter(Boolean), { from: 'user' }).opts(), given);
};

describe('enginesFrom', () => {
  it('changes nothing without flags', async () => {
    expect(await engines('')).toEqual({});
  });

  it.each<[string, unknown]>([
    [
      '--llm-url http://localhost:11434/v1 --llm-model llama3.2',
      { llm: { url: 'http://localhost:11434/v1', model: 'llama3.2' } },
    ],
    [
      '--llm-url https://g/v1 --llm-model m --llm-key-env GROQ_KEY --llm-engines openai',
      { llm: { url: 'https://g/v1', model: 'm', apiKey: 'sk-secret' }, llmEngines: ['openai'] },
    ],
    [
      '--tts-url http://t/v1 --tts-model kokoro --tts-voice ff_siwis --tts-format mp3 --tts-engines openai,tone',
      {
        tts: { url: 'http://t/v1', model: 'kokoro', voice: 'ff_siwis', format: 'mp3' },
        speechEngines: ['openai', 'tone'],
      },
    ],
    ['--stt-url http://s/v1 --stt-model whisper-1', { stt: { url: 'http://s/v1', model: 'whisper-1' } }],
    [`--piper-voice ${voice}`, { piper: { voice } }],
  ])('reads %s', async (line, options) => {
    expect(await engines(line)).toEqual(options);
  });

  it.each([
    ['--llm-url http://a/v1', '--llm-url: expected --llm-model with it, such as llama3.2'],
    ['--llm-model m', '--llm-model: expected --llm-url with it, such as http://localhost:11434/v1'],
    ['--stt-key-env GROQ_KEY', '--stt-key-env: expected --stt-url with it'],
    ['--tts-voice v', '--tts-voice: expected --tts-url with it'],
    ['--tts-format mp3', '--tts-format: expected --tts-url with it'],
    ['--llm-url a --llm-model m', '--llm-url: found an address that is no URL, expected http(s)://'],
    ['--llm-url http://me:sk@a/v1 --llm-model m', '--llm-url: found an address that holds a password'],
    ['--llm-url http://a/v1 --llm-model m --llm-key-env NONE', '--llm-key-env: found no variable NONE'],
    ['--piper-voice nowhere.onnx', '--piper-voice: found no nowhere.onnx.json'],
    [
      '--llm-engines skripted',
      '--llm-engines: found "skripted", expected one of openai, scripted; did you mean',
    ],
    ['--llm-engines openai', '--llm-engines: found "openai", expected --llm-url with it'],
    ['--stt-sherpa here --stt-url http://a/v1 --stt-model m', '--stt-sherpa: found --stt-url too'],
    ['--stt-sherpa nowhere', '--stt-sherpa: sherpa-onnx-node is not installed: npm install sherpa-onnx-node'],
    ['--tts-engines tone,piper', '--tts-engines: found "piper", expected --piper-voice with it'],
  ])('refuses %s and says what is missing', async (line, message) => {
    await expect(engines(line)).rejects.toThrow(message);
  });
});
