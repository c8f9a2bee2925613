// Imports zod: loaded only where hosts make a load together.
import * as z from 'zod';
import { section, whole } from '../../config/fields.ts';
import { LIMITED, PERCENTS, TIMINGS } from '../scenario.ts';
import { MOST, PATH } from '../scenario-schema.ts';
import type { Order, Reply, Task } from './words.ts';

const ms = (most: number) => z.number().min(0).max(most);
const rate = () => z.number().min(0.1).max(MOST.perSecond);
const duration = () => ms(MOST.durationMs);
/** A text that somebody else wrote. */
const words = (most: number) => z.string().max(most);
const number = () => whole(1, 1_000);

const visits = { arrivals: z.enum(['constant', 'poisson']), turns: whole(1, 100), thinkMs: duration() };

const load = z.discriminatedUnion('kind', [
  section({ kind: z.literal('closed'), users: whole(1, MOST.users), thinkMs: duration() }),
  section({ kind: z.literal('open'), perSecond: rate(), ...visits }),
  section({ kind: z.literal('ramp'), fromPerSecond: rate(), toPerSecond: rate(), ...visits }),
]);

const deed = z.discriminatedUnion('kind', [
  section({ kind: z.literal('get'), path: z.string().max(1_000).regex(PATH) }),
  section({ kind: z.enum(['chat', 'chat-stream', 'tts', 'tts-stream', 'ws-chat']) }),
  section({ kind: z.literal('ws-voice'), says: z.enum(['words', 'recording']) }),
]);

const limit = () => z.number().min(0).max(MOST.durationMs);

const objective = z.discriminatedUnion('kind', [
  section({
    id: words(20),
    kind: z.literal('percentile'),
    timing: z.enum(LIMITED),
    percent: z.literal(PERCENTS),
    limit: limit(),
  }),
  section({
    id: words(20),
    kind: z.literal('share'),
    of: z.enum(['success', 'c100', 'goodput']),
    limit: limit(),
  }),
]);

const task: z.ZodType<Task> = section({
  deed,
  load,
  durationMs: duration().min(100),
  warmUpMs: duration(),
  timeoutMs: ms(MOST.timeoutMs).min(10),
  connections: whole(1, MOST.users),
  seed: whole(0, 2 ** 31 - 1),
  speech: z.enum(['en', 'fr']),
  objectives: z.array(objective).max(20),
});

const share = section({ index: whole(0, 1_000), of: whole(1, 1_000) }).refine(({ index, of }) => index < of);

const order: z.ZodType<Order> = z.discriminatedUnion('kind', [
  section({ kind: z.literal('here') }),
  section({ kind: z.literal('time'), round: number() }),
  section({ kind: z.literal('load'), load: number(), of: load, shares: z.record(words(200), share) }),
  section({ kind: z.literal('go'), load: number() }),
  section({ kind: z.literal('stop'), load: number() }),
  section({ kind: z.literal('end') }),
]);

const count = () => z.int().min(0);
/** More than a histogram of three figures has. */
const MOST_BUCKETS = 50_000;
const buckets = z.array(z.tuple([z.int().min(1), z.int().min(1)])).max(MOST_BUCKETS);

const report = section({
  kind: z.enum(['progress', 'done']),
  counts: section({
    answered: count(),
    good: count(),
    continuous: count(),
    abandoned: count(),
    queued: count(),
    failed: z.record(words(200), count()),
  }),
  measuredMs: duration(),
  ownDelay: section({ p50: z.number(), p99: z.number(), max: z.number() }).nullable(),
  bucketsUs: z.partialRecord(z.enum(TIMINGS), buckets),
});

const wall = () => z.number().min(0);

const reply: z.ZodType<Reply> = z.discriminatedUnion('kind', [
  section({ kind: z.literal('here') }),
  section({
    kind: z.literal('joined'),
    machine: section({
      ralph: words(40),
      node: words(40),
      platform: words(40),
      cpu: words(200).nullable(),
      cores: whole(1, 100_000),
    }),
    mostUsers: whole(1, MOST.users),
  }),
  section({ kind: z.literal('time'), round: number(), readMs: wall(), repliedMs: wall() }),
  section({ kind: z.literal('ready'), load: number() }),
  section({ kind: z.literal('begun'), load: number() }),
  section({ kind: z.literal('report'), load: number(), report }),
  section({ kind: z.literal('left'), why: words(1_000) }),
]);

/** Reads what came from another host; undefined where it is not exactly that. */
const reads =
  <Value>(schema: z.ZodType<Value>) =>
  (value: unknown): Value | undefined =>
    schema.safeParse(value).data;

export const readTask = reads(task);
export const readOrder = reads(order);
export const readReply = reads(reply);
