// Imports zod: loaded only where a scenario is read.
import * as z from 'zod';
import { baseUrl } from '../config/base-url.ts';
import { choice, line, section, whole, written } from '../config/fields.ts';
import { duration, percent } from '../config/quantity.ts';
import type { Notation } from '../config/reading.ts';
import { type Environment, variableSetIn } from '../config/variable.ts';
import type { Deed } from './scenario.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A load test must not run away. */
export const MOST = {
  perSecond: 5_000,
  users: 5_000,
  durationMs: 60 * MINUTE,
  timeoutMs: 2 * MINUTE,
} as const;

/** What may be got. */
export const PATH = /^\/(?!\/)[\w./%~?&=+-]*$/;

const DEED =
  /^(?:(?<kind>chat|chat-stream|tts|tts-stream|ws-chat)|ws-voice(?<recording> recording)?|get (?<path>\/(?!\/)[\w./%~?&=+-]*))$/;

const deed: Notation<Deed> = {
  pattern: DEED,
  examples: ['chat', 'get /health'],
  expected:
    'chat, chat-stream, tts, tts-stream, ws-chat, ws-voice, ws-voice recording, or get and a path, such as get /health',
  read(text) {
    const found = DEED.exec(text);
    if (!found) return { expected: deed.expected };
    const { kind, path, recording } = found.groups ?? {};
    if (path !== undefined) return { value: { kind: 'get', path } };
    if (kind === undefined) return { value: { kind: 'ws-voice', says: recording ? 'recording' : 'words' } };
    return { value: { kind: kind as Exclude<Deed, { path: string } | { says: string }>['kind'] } };
  },
};

const ms = (examples: readonly string[], least: number, most: number) => {
  const notation = duration(examples, { least, most });
  const such = duration(examples).expected;
  const expected = `${such}, of at most ${most / SECOND} s`;
  const read = (text: string) => {
    const reading = notation.read(text);
    return 'value' in reading ? reading : { expected: most < 24 * 60 * MINUTE ? expected : reading.expected };
  };
  return written({ ...notation, expected, read });
};

const rate = () => {
  const error = `a number of visitors per second from 0.1 to ${MOST.perSecond}`;
  return z.number({ error }).min(0.1, { error }).max(MOST.perSecond, { error });
};

const think = () => ms(['500 ms', '0s'], 0, 10 * MINUTE).default(0);

const visits = {
  arrivals: choice(['constant', 'poisson']).default('poisson'),
  turns: whole(1, 100).default(1),
  think_time: think(),
};

const load = z.discriminatedUnion(
  'kind',
  [
    section({ kind: z.literal('closed'), users: whole(1, MOST.users), think_time: think() }),
    section({ kind: z.literal('open'), rate: rate(), ...visits }),
    section({ kind: z.literal('ramp'), from: rate(), to: rate(), ...visits }),
  ],
  { error: 'a load with its kind: closed, open or ramp' },
);

const time = () => ms(['300 ms', '2 s'], 1, 10 * MINUTE).optional();
const share = () => written(percent('99 %')).optional();

const objectives = section({
  p50: time(),
  p95: time(),
  p99: time(),
  first_p50: time(),
  first_p95: time(),
  first_p99: time(),
  v2v_p50: time(),
  v2v_p95: time(),
  v2v_p99: time(),
  gap_p50: time(),
  gap_p95: time(),
  gap_p99: time(),
  success: share(),
  c100: share(),
  goodput: share(),
});

/** A scenario file in its own names. */
export const scenarioSchema = (env: Environment) =>
  section({
    name: line().optional(),
    target: written(baseUrl).optional(),
    api_key_env: written(variableSetIn(env)).optional(),
    do: written(deed),
    load,
    duration: ms(['30 s'], 100, MOST.durationMs),
    warm_up: ms(['2 s', '0s'], 0, 10 * MINUTE).default(0),
    timeout: ms(['10 s'], 10, MOST.timeoutMs).default(30 * SECOND),
    connections: whole(1, MOST.users).default(1_000),
    seed: whole(0, 2 ** 31 - 1).default(1),
    language: choice(['en', 'fr']).default('en'),
    objectives: objectives.default({}),
    capacity: section({
      from: whole(1, MOST.users).default(1),
      max: whole(1, MOST.users),
      runs: whole(1, 40).default(24),
    }).optional(),
  });

/** What a scenario file says. */
export type ScenarioFile = z.output<ReturnType<typeof scenarioSchema>>;
