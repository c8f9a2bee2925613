import { existsSync } from 'node:fs';
import type { Provider } from '../backend/engines/provider/provider.ts';
import type { EngineOptions } from '../backend/engines.ts';
import { apiKeyFrom } from './api-key.ts';
import { type EngineFlags, llmEngines, type Service, speechEngines } from './engine-flags.ts';
import type { Terminal } from './terminal.ts';
import { UsageError, unknownWord } from './usage-error.ts';

type Env = Pick<Terminal, 'env' | 'secrets'>;

const modelsFor: Readonly<Record<Service, string>> = { llm: 'llama3.2', tts: 'kokoro', stt: 'whisper-1' };

/** The engines that the flags choose. Throws UsageError for half a pair, and for what is not there. */
export async function enginesFrom(flags: EngineFlags, env: Env): Promise<EngineOptions> {
  const { problemWithUrl } = await import('../backend/engines/provider/provider.ts');
  const provider = (service: Service) => providerOf(service, flags, env, problemWithUrl);
  const [llm, tts, stt] = [provider('llm'), provider('tts'), provider('stt')];
  const { ttsVoice: voice, ttsFormat: format, piperVoice, sttSherpa } = flags;
  if (sttSherpa !== undefined) await checkSherpa(sttSherpa, flags);
  if (!tts && (voice ?? format) !== undefined) {
    throw new UsageError(
      `${voice === undefined ? '--tts-format' : '--tts-voice'}: expected --tts-url with it`,
    );
  }
  if (piperVoice !== undefined && !existsSync(`${piperVoice}.json`)) {
    throw new UsageError(`--piper-voice: found no ${piperVoice}.json, expected it beside the voice`);
  }
  return {
    ...(llm && { llm }),
    ...(tts && { tts: { ...tts, ...(voice && { voice }), ...(format && { format }) } }),
    ...(stt && { stt }),
    ...(piperVoice !== undefined && { piper: { voice: piperVoice } }),
    ...(sttSherpa !== undefined && { sherpa: { folder: sttSherpa } }),
    ...(flags.sttEcho && { echo: true }),
    ...(flags.llmEngines && {
      llmEngines: chosen('--llm-engines', flags.llmEngines, llmEngines, { openai: llm ? null : '--llm-url' }),
    }),
    ...(flags.ttsEngines && {
      speechEngines: chosen('--tts-engines', flags.ttsEngines, speechEngines, {
        openai: tts ? null : '--tts-url',
        piper: piperVoice ? null : '--piper-voice',
      }),
    }),
  };
}

/** Throws UsageError when a model cannot be used, or a server is to transcribe as well. */
async function checkSherpa(folder: string, { sttUrl }: EngineFlags): Promise<void> {
  if (sttUrl !== undefined) throw new UsageError('--stt-sherpa: found --stt-url too, expected one of them');
  const { problemWithSherpa } = await import('../backend/engines/stt/sherpa.ts');
  const problem = problemWithSherpa({ folder });
  if (problem) {
    throw new UsageError(
      `--stt-sherpa: ${problem}; expected a folder with a published model and its library`,
    );
  }
}

function providerOf(
  service: Service,
  flags: EngineFlags,
  env: Env,
  problemWithUrl: (url: string) => string | null,
): Provider | undefined {
  const { [`${service}Url` as const]: url, [`${service}Model` as const]: model } = flags;
  const keyEnv = flags[`${service}KeyEnv` as const];
  const missing = (has: string, lacks: string, example: string) =>
    new UsageError(`--${service}-${has}: expected --${service}-${lacks} with it, such as ${example}`);
  if (url === undefined) {
    if (model !== undefined) throw missing('model', 'url', 'http://localhost:11434/v1');
    if (keyEnv !== undefined) throw missing('key-env', 'url', 'https://api.groq.com/openai/v1');
    return undefined;
  }
  if (!model) throw missing('url', 'model', modelsFor[service]);
  const problem = problemWithUrl(url);
  if (problem)
    throw new UsageError(`--${service}-url: found an address that ${problem}, expected http(s)://…/v1`);
  const apiKey = apiKeyFrom(`--${service}-key-env`, keyEnv, env);
  return { url, model, ...(apiKey !== null && { apiKey }) };
}

/** The words of a list, each one of `known`; `missing` names the flag without which a word means nothing. */
function chosen<Word extends string>(
  flag: string,
  list: string,
  known: readonly Word[],
  missing: Readonly<Partial<Record<Word, string | null>>>,
): readonly Word[] {
  return list.split(',').map((text) => {
    const word = known.find((each) => each === text.trim());
    if (word === undefined) throw unknownWord(flag, text.trim(), known);
    if (missing[word]) throw new UsageError(`${flag}: found "${word}", expected ${missing[word]} with it`);
    return word;
  });
}
