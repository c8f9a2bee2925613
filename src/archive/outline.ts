// Imports zod: loaded only where a saved file is read.
import * as z from 'zod';

const text = z.string();
const figure = z.number();
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/, { error: 'a time such as 2026-01-31T12:00:00Z' });
const verdict = z.enum(['ok', 'attention', 'blocked', 'inconclusive']);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const observation = z.discriminatedUnion(
  'kind',
  [
    z.object({
      kind: z.literal('observed'),
      readings: z
        .unknown()
        .refine((readings): boolean => readings !== undefined, { error: 'the readings of the probe' }),
      raw: list(z.object({ title: text, language: text, content: text })),
      startedAt: text,
      durationMs: figure,
    }),
    z.object({ kind: z.literal('unavailable'), reason: text }),
    z.object({ kind: z.literal('errored'), message: text }),
  ],
  { error: 'observed, unavailable or errored' },
);

const task = z.object({ argv: list(text), folder: text, timeoutMs: figure }).nullable();

/** What every file with evidence has; readings are judged by those who know their probe. */
export const evidenceOutline = z.object({
  schema: z.literal('ralph/evidence@1'),
  ralph: text,
  observedAt: text,
  target: z.object({
    name: text,
    url: text,
    dialect: text,
    paths: z.record(text, text),
    folder: text.nullable(),
    tests: task,
    build: task,
    python: text.nullable(),
    requirements: text.nullable(),
    gpu: z.enum(['auto', 'required', 'ignore']),
    audio: z.enum(['inline', 'separate']),
    requires: list(text),
    pid: figure.nullable(),
  }),
  scenario: z.object({
    samples: figure,
    mostSamples: figure.optional(),
    seriesMs: figure.optional(),
    warmup: figure,
    idleMs: figure.optional(),
    timeoutMs: figure,
    rateLimitBudgetMs: figure,
    speech: z.enum(['en', 'fr']),
    hash: text,
  }),
  rubric: z.object({
    criteria: z.record(
      text,
      z.object({ weight: figure, blocking: z.boolean(), objective: figure.optional() }),
    ),
    tolerancePct: figure,
    label: text.optional(),
  }),
  provenance: z.object({
    kind: z.enum(['measured', 'transcribed']),
    note: z.object({ en: text, fr: text }).optional(),
  }),
  cycle: z.int().optional(),
  lang: z.enum(['en', 'fr']).optional(),
  sittings: list(z.object({ startedAt: text, commit: text.nullable(), probes: list(text) })).optional(),
  observations: z.record(text, observation),
  confirmations: z.record(text, observation).optional(),
});

const findings = list(z.object({ id: text, severity: text, title: text }));

/** What later reviews are compared with. */
export const reviewOutline = z.object({
  schema: z.literal('ralph/review@1'),
  ralph: text,
  lang: z.enum(['en', 'fr']),
  cycle: z.int().min(1),
  reviewedAt: time,
  commit: text.nullable(),
  target: z.object({ name: text, url: text }),
  verdict,
  status: text,
  score: z.object({ points: figure, max: figure, percent: figure }).nullable(),
  criteria: list(z.object({ id: text, verdict: text, points: figure.nullable(), weight: figure })),
  blockers: findings,
  warnings: findings,
  notes: findings,
  metrics: list(z.object({ id: text, unit: text, value: z.union([figure, text]), shown: text })),
  streaks: list(z.object({ id: text, cycles: figure, since: figure })),
});

/** A review file. */
export const keptOutline = z.object({ review: reviewOutline, evidence: evidenceOutline });

/** A fleet review. */
export const fleetOutline = z.object({
  schema: z.literal('ralph/fleet@1'),
  ralph: text,
  lang: z.enum(['en', 'fr']),
  fleet: text,
  number: z.int().min(1),
  run: text,
  reviewedAt: time,
  verdict,
  status: text,
  partial: z.boolean(),
  stacks: list(z.object({ name: text, verdict, cycle: figure.nullable(), file: text.nullable() })),
  shared: list(z.unknown()),
  first: list(z.unknown()),
});

/** Which reviews are blessed. */
export const baselinesOutline = z.object({
  schema: z.literal('ralph/baselines@1'),
  baselines: list(z.object({ target: text, branch: text.nullable(), cycle: z.int().min(1), review: text })),
});

/** What an interrupted run leaves. */
export const journalOutline = z.object({
  schema: z.literal('ralph/journal@1'),
  reference: z.boolean(),
  cycle: z.int().min(1).nullable(),
  probes: list(text),
  clockMs: figure
    .min(0, { error: 'a clock that has gone on' })
    .max(1e12, { error: 'less than thirty years' }),
  evidence: evidenceOutline.extend({ observedAt: time }),
});
