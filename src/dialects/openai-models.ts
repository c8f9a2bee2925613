import type { HttpExchange } from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Answer, HealthClaim, Identity } from '../domain/stack.ts';
import {
  type Answered,
  EXCERPT_CHARS,
  interpret,
  isFields,
  nameField,
  parse,
  shortened,
  textField,
  textOf,
} from './exchange.ts';
import { readJson } from './openai-answer.ts';
import { explained } from './refusal.ts';

/** What a model is for. */
export type Job = 'chat' | 'speech' | 'transcription' | 'other';

export interface Model {
  readonly id: string;
  readonly job: Job;
  readonly voices: readonly string[];
}

/** More names than these are no answer to a question about names. */
const MOST_NAMES = 50;

/** By what names, and servers that state the task of a model, give it away; the first that fits. */
const JOBS: readonly (readonly [naming: RegExp, job: Job])[] = [
  [
    /whisper|transcri|speech-recognition|\b(stt|asr)\b|parakeet|canary|moonshine|wav2vec|sensevoice|voxtral/i,
    'transcription',
  ],
  [
    /tts|text-to-speech|kokoro|piper|\bbark\b|orpheus|parler|melo-?tts|chatterbox|\bvits\b|\bspeech\b|\bvoice-/i,
    'speech',
  ],
  [
    /embed|rerank|moderation|guard|pyannote|silero|\b(bge|e5|gte|clip|sdxl|flux|vad)\b|minilm|dall-e|stable-diffusion|gpt-image/i,
    'other',
  ],
];

/** What a name, or a task, gives away. */
export const jobOf = (naming: string): Job => JOBS.find(([pattern]) => pattern.test(naming))?.[1] ?? 'chat';

const voiceName = (voice: unknown): string[] => {
  const name = isFields(voice) ? (voice.id ?? voice.name) : voice;
  return typeof name === 'string' ? [shortened(name)] : [];
};

function modelOf(entry: unknown): Model[] {
  const about = isFields(entry) ? entry : { id: entry };
  const id = textField(about, 'id') ?? textField(about, 'name');
  if (!id) return [];
  const voices = Array.isArray(about.voices) ? about.voices.flatMap(voiceName).slice(0, MOST_NAMES) : [];
  return [{ id, job: jobOf(`${id} ${textField(about, 'task') ?? ''}`), voices }];
}

/** `{data: […]}`, `{models: […]}` or the bare list; a `data` of null is the empty list of servers written in Go. */
function listIn(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return json;
  if (!isFields(json)) return null;
  const list = [json.data, json.models].find(Array.isArray);
  return list ?? (json.data === null ? [] : null);
}

const readModels = (exchange: Answered) =>
  readJson(exchange, (json) => listIn(json)?.flatMap(modelOf) ?? null, 'JSON without a list of models in it');

/** What `/v1/models` lists. */
export const modelsIn = (exchange: HttpExchange): Answer<readonly Model[]> =>
  explained(interpret(exchange, readModels));

/** The model for a job: the first that is for it, else the first of all; undefined where none is listed. */
export const fittest = (models: readonly Model[], job: Job): Model | undefined =>
  models.find((model) => model.job === job) ?? models[0];

const ROUTELESS = [404, 405, 501];

/**
 * What asking for the list of models says of health: no more than that somebody answers. Nobody has to have the list,
 * and it may name models that are not loaded, so it is no word about any service: those prove themselves in use.
 */
export function healthIn(exchange: HttpExchange): Answer<HealthClaim> {
  const claim: HealthClaim = { status: null, services: {} };
  if (exchange.kind === 'answered' && ROUTELESS.includes(exchange.status)) {
    const { status, totalMs: wallMs, firstByteMs } = exchange;
    const raw = firstChars(textOf(exchange), EXCERPT_CHARS);
    return { kind: 'answered', value: claim, status, wallMs, firstByteMs, raw };
  }
  const models = modelsIn(exchange);
  return models.kind === 'failed' ? models : { ...models, value: claim };
}

/** What a health route of another kind says: any success is one, with its `status` where there is such a word. */
export const statusIn = (exchange: HttpExchange): Answer<HealthClaim> =>
  explained(
    interpret(exchange, (success) => {
      const text = textOf(success);
      const fields = parse(text);
      const status = isFields(fields) ? nameField(fields, 'status') : null;
      return { value: { status, services: {} }, raw: firstChars(text, EXCERPT_CHARS) };
    }),
  );

const FEATURES: readonly (readonly [feature: string, job: Job])[] = [
  ['llm', 'chat'],
  ['tts', 'speech'],
  ['stt', 'transcription'],
];

/** Which model would be asked for each job that a listed model is for, or the one that the config names. */
export function identityIn(exchange: HttpExchange, chosen: string | undefined): Answer<Identity> {
  const answer = modelsIn(exchange);
  if (answer.kind === 'failed') return answer;
  const listed = FEATURES.flatMap(([feature, job]) => {
    const model = answer.value.find((each) => each.job === job);
    return model ? [[feature, shortened(model.id)] as const] : [];
  });
  const features = Object.fromEntries(chosen === undefined ? listed : [['model', chosen] as const]);
  const voices = answer.value.flatMap((model) => model.voices).slice(0, MOST_NAMES);
  return { ...answer, value: { service: null, version: null, features, voices } };
}
