import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Diagnosis } from '../domain/finding.ts';
import { assemble } from '../pipeline/assemble.ts';
import {
  answer,
  backend,
  chat,
  clip,
  evidenceWith,
  failing,
  healthy,
  rejected,
  series,
  turn,
} from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { diagnoses } from './index.ts';
import { isOther } from './model-misnamed.ts';

const known: readonly Diagnosis[] = diagnoses;

/** Whether the story is told of these readings. */
const raised = (id: string, readings: Readonly<Record<string, unknown>>): boolean =>
  known.find((each) => each.id === id)?.detect(factsOf(evidenceWith(readings), rules.probes)) !== undefined;

/** What a review finds in a stack that is otherwise in the best of health. */
function ids(readings: Readonly<Record<string, unknown>>, requires = ['llm', 'tts']) {
  const evidence = evidenceWith({ ...healthy, ...readings }, { target: { requires: requires as never } });
  const { blockers, warnings } = assemble(evidence, rules, { cycle: 1, lang: 'en', past: [] });
  return { blockers: blockers.map(({ id }) => id), warnings: warnings.map(({ id }) => id) };
}

describe('proxy-swallows-status', () => {
  const swallowed = failing(rejected(200, 'upstream failed'));

  test('two errors with a status of success, whoever was asked', () => {
    expect(raised('proxy-swallows-status', { llm: chat(swallowed, swallowed) })).toBe(true);
    expect(raised('proxy-swallows-status', { llm: chat(swallowed), tts: series(swallowed) })).toBe(true);
    expect(raised('proxy-swallows-status', { llm: chat(swallowed, failing(rejected(500))) })).toBe(false);
    expect(
      raised('proxy-swallows-status', { llm: chat(answer(9, { text: 'Désolée', onTopic: false })) }),
    ).toBe(false);
  });

  test('what was refused for coming too often stays a refusal, and is no failure of an engine', () => {
    const often = failing(rejected(200, 'rate limit reached: try again in 9 s'));
    const readings = {
      llm: chat(often, often),
      tts: series(often),
      turn: series(often),
    };
    const found = ids({ ...readings, llm_stream: series(often), tts_stream: series(often) });
    expect(found.blockers).toEqual(['rate-limited']);
    expect(found.warnings).toContain('proxy-swallows-status');
  });
});

describe('stack-died', () => {
  const gone = { kind: 'unreachable', how: 'refused', detail: 'connect ECONNREFUSED' } as const;
  const after = { health_after: { health: { failure: gone } } };

  test('is one failure, whatever met it afterwards', () => {
    const met = failing(gone);
    const readings = {
      ...after,
      ...{ llm: chat(answer(90), answer(95), met), llm_stream: series(met, met) },
      ...{ tts: series(met, met), turn: series(met), stats: { failure: gone } },
      websocket: { connect: { problem: 'refused' }, ping: null, turn: null },
    };
    expect(ids(readings)).toEqual({ blockers: ['stack-died'], warnings: [] });
  });

  test('not where it never answered, nor where its health is refused or slow to say', () => {
    expect(raised('stack-died', { backend: { ...backend(), health: { failure: gone } }, ...after })).toBe(
      false,
    );
    expect(
      raised('stack-died', { backend: backend(), health_after: { health: { failure: rejected(503) } } }),
    ).toBe(false);
    expect(raised('stack-died', { backend: backend(), health_after: backend() })).toBe(false);
  });
});

describe('event-loop-blocked and request-overhead', () => {
  const told = (atOnceMs?: readonly number[], pingMs = 3, rootMs = 205) => {
    const { health } = backend();
    const readings = {
      backend: {
        ...backend(),
        health: { ...health, wallMs: 220 },
        identityMs: rootMs,
        ...(atOnceMs && { atOnceMs }),
      },
      websocket: { ...healthy.websocket, ping: { ms: pingMs } },
    };
    return ['event-loop-blocked', 'request-overhead'].filter((id) => raised(id, readings));
  };

  test.each<[string, Parameters<typeof told>, string[]]>([
    ['the second waits for the first', [[206, 410]], ['event-loop-blocked']],
    ['both come after the time of one', [[206, 230]], ['request-overhead']],
    ['nobody asked twice at once', [], ['request-overhead']],
    ['it is the way there that is long', [[206, 410], 150], []],
    ['the root is quick', [[206, 410], 3, 4], []],
  ])('%s', (_, given, expected) => expect(told(...given)).toEqual(expected));

  test('what any request costs is no lie of a latency that is counted behind it', () => {
    const { health } = backend();
    const slow = { ...backend(), health: { ...health, wallMs: 210 }, identityMs: 205 };
    const llm = chat(...[215, 214, 216].map((ms) => answer(ms, { reportedMs: 8 })));
    const socket = { ...healthy.websocket, ping: { ms: 3 } };
    expect(raised('self-reported-latency-lies', { backend: slow, llm, websocket: socket })).toBe(false);
    expect(raised('self-reported-latency-lies', { backend: backend(), llm, websocket: socket })).toBe(true);
  });
});

describe('database-down', () => {
  const says = (database: boolean, others = true) => ({
    backend: backend({ groq: others, tts: others, database }, 'degraded'),
    health_after: backend({ groq: others, tts: others, database }, 'degraded'),
  });
  const stats = { failure: rejected(503, 'the database is locked') };

  test('explains the statistics that it takes with it, and blocks only who requires it', () => {
    expect(ids({ ...says(false), stats })).toEqual({ blockers: [], warnings: ['database-down'] });
    expect(ids({ ...says(false), stats }, ['llm', 'tts', 'database'])).toEqual({
      blockers: ['database-down'],
      warnings: [],
    });
  });

  test('not by the word of a route that denies whatever works, nor by statistics alone', () => {
    expect(ids(says(false, false))).toEqual({ blockers: [], warnings: ['health-lies'] });
    expect(ids(says(false, false), ['llm', 'tts', 'database']).blockers).toEqual([]);
    expect(raised('database-down', { ...says(true), stats })).toBe(false);
  });
});

describe('model-misnamed', () => {
  test.each([
    ['llama-3.3-70b-versatile', 'llama-3.1-8b-instant', true],
    ['llama-3.3-70b-versatile', 'scripted', true],
    ['Groq Llama 3.3 70B', 'llama-3.3-70b-versatile', false],
    ['llama3.2', 'llama3.2:latest', false],
    ['llama-3.3-70b (Groq)', 'llama-3.3', false],
    ['Groq', 'llama-3.3-70b-versatile', false],
    ['disabled', 'scripted', false],
    ['openai/gpt-oss-20b', 'gpt-oss-20b', false],
  ])('%s shown, %s called: %s', (shown, called, expected) => {
    expect(isOther(shown, called)).toBe(expected);
  });

  test('not where another model answered some of the questions', () => {
    const shown = { service: null, version: null, features: { llm: 'llama-3.3-70b' }, voices: [] };
    const readings = (...models: string[]) => ({
      backend: { ...backend(), identity: shown },
      llm: chat(...models.map((model, index) => answer(90 + index, { model }))),
    });
    expect(raised('model-misnamed', readings('llama-3.1-8b', 'llama-3.1-8b'))).toBe(true);
    expect(raised('model-misnamed', readings('llama-3.3-70b', 'llama-3.1-8b'))).toBe(false);
  });
});

describe('answer-cut', () => {
  const cut = (...texts: string[]) =>
    raised('answer-cut', { llm: chat(...texts.map((text, index) => answer(90 + index, { text }))) });

  test('most answers break off, by a model that knows full stops', () => {
    expect(cut('D’accord. Le mot « chat » me fa', 'Je vois. Un chat dort,', 'Bien. Le chat')).toBe(true);
    expect(cut('D’accord. Un chat.', 'Je vois. Un chat dort,', 'Bien. Le chat !')).toBe(false);
    expect(cut('un chat qui dort', 'un chat gris', 'le chat')).toBe(false);
    expect(cut('Je vois. Un chat', 'Bien. Le chat')).toBe(false);
  });
});

describe('rate-limited', () => {
  const refused = { problem: 'error frame: rate limit reached: try again in 40 s' };

  test('explains a socket that is refused on the bucket that requests filled', () => {
    const readings = {
      websocket: { connect: { ms: 5 }, ping: refused, turn: null },
      llm: chat(answer(90), answer(95)),
      ...{ tts: series(clip(90)), turn: series(turn(100)) },
    };
    expect(ids(readings)).toEqual({ blockers: [], warnings: ['rate-limited'] });
  });

  test('and no socket that fails for another reason', () => {
    const broken = { connect: { ms: 5 }, ping: { problem: 'no pong within 10000 ms' }, turn: null };
    expect(raised('rate-limited', { websocket: broken })).toBe(false);
  });
});
