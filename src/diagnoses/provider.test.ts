import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import { assemble } from '../pipeline/assemble.ts';
import {
  answer,
  chat,
  evidenceWith,
  failing,
  healthy,
  rejected,
  series,
  turn,
} from '../pipeline/evidence.fixture.ts';

/** What a review of these readings finds, in a stack that is otherwise in the best of health. */
function found(readings: Readonly<Record<string, unknown>>) {
  const evidence = evidenceWith({ ...healthy, stats: undefined, ...readings });
  const { observations, ...rest } = evidence;
  const known = Object.entries(observations).filter(
    ([, each]) => each.kind !== 'observed' || each.readings !== undefined,
  );
  return assemble({ ...rest, observations: Object.fromEntries(known) }, rules, {
    cycle: 1,
    lang: 'en',
    past: [],
  });
}

const ids = (readings: Readonly<Record<string, unknown>>) => {
  const { blockers, warnings } = found(readings);
  return { blockers: blockers.map(({ id }) => id), warnings: warnings.map(({ id }) => id) };
};

const sorry = (wallMs: number, text = 'Désolée, un souci technique. Réessaie plus tard.') =>
  answer(wallMs, { text, onTopic: false });
const excused = (wallMs: number, text?: string) => ({
  llm: chat(sorry(wallMs, text), sorry(wallMs, text), sorry(wallMs, text)),
  llm_stream: undefined,
  turn: series(turn(wallMs, { text: 'Désolée, un souci technique.', onTopic: false })),
  websocket: { connect: { ms: 5 }, ping: { ms: 1 }, turn: { problem: 'an excuse is streamed' } },
});
const saying = (services: Record<string, boolean>, status: string | null = 'healthy', detail?: string) => ({
  health_after: { health: { wallMs: 3, claim: { status, services, ...(detail && { detail }) } } },
});

describe('provider-down-behind-200', () => {
  test('is one blocker, with health that learned of it below nobody', () => {
    expect(ids({ ...excused(9), ...saying({ groq: false, tts: true }, 'degraded') })).toEqual({
      blockers: ['provider-down-behind-200'],
      warnings: [],
    });
  });

  test('is what a health route that did not learn of it lies about', () => {
    const { blockers, warnings } = found({ ...excused(9), ...saying({ groq: true, tts: true }) });
    expect(blockers.map(({ id }) => id)).toEqual(['provider-down-behind-200']);
    expect(warnings).toMatchObject([{ id: 'health-lies', cause: 'provider-down-behind-200' }]);
  });

  test.each([
    [9, /too soon for a second try/],
    [1500, /as long as a few tries take/],
    [91_000, /as long as a deadline/],
  ])('after %s ms the time tells', (wallMs, said) => {
    const [blocker] = found(excused(wallMs)).blockers;
    expect(blocker?.evidence.join('\n')).toMatch(said);
    expect(blocker?.title).toBe('Chat answers 200 with an apology, and no language model behind it');
  });

  test.each([
    [
      'a socket frame',
      { websocket: { connect: { ms: 1 }, ping: null, turn: { problem: 'error frame: 401' } } },
      /key/,
    ],
    ['the words of health', saying({ groq: true }, 'degraded', 'groq: status 429'), /limit or quota/],
    ['a stream', { llm_stream: series(failing(rejected(503, 'upstream timed out'))) }, /does not answer$/],
    [
      'another stream',
      { llm_stream: series(failing(rejected(502, 'no connection (ECONNREFUSED)'))) },
      /nothing listens/,
    ],
  ])('%s may betray the reason', (_, beside, said) => {
    expect(found({ ...excused(9), ...beside }).blockers[0]?.title).toMatch(said);
  });

  test('is not what a stack does that keeps sentences for everything, nor one that apologises now and then', () => {
    const kept = ['Je t’écoute.', 'Je t’écoute.', 'Je t’écoute.'].map((text) =>
      answer(9, { text, onTopic: false }),
    );
    const canned = { ...excused(9), llm: chat(...kept) };
    expect(ids(canned).blockers).toEqual(['canned-answer']);
    expect(
      ids({ llm: chat(sorry(9), answer(100, { text: 'Un chat.' }), answer(110, { text: 'Le chat.' })) }),
    ).toEqual({
      blockers: [],
      warnings: ['canned-answer'],
    });
  });

  test('a model that speaks of an error is none', () => {
    const wise = answer(100, { text: 'Une erreur est un chat qui dort.', onTopic: true });
    expect(ids({ llm: chat(wise, wise) })).toEqual({ blockers: [], warnings: [] });
  });
});

describe('health-lies', () => {
  const down = { llm: chat(failing(rejected(503)), failing(rejected(503))), llm_stream: undefined };
  const lies = (readings: Readonly<Record<string, unknown>>) =>
    ids(readings).warnings.includes('health-lies');

  test('where errors met whoever used what it calls ready, and not where it calls it down', () => {
    expect(lies({ ...down, ...saying({ groq: true }) })).toBe(true);
    expect(lies({ ...down, ...saying({ groq: false }, 'degraded') })).toBe(false);
    expect(lies({ ...down, ...saying({}) })).toBe(false);
  });

  test.each([
    ['a limit', rejected(429)],
    ['a missing key', rejected(401)],
    ['a limit that a proxy made a 200 of', rejected(200, 'rate limit reached')],
  ])('%s proves nothing', (_, failure) => {
    const llm = chat(failing(failure), failing(failure));
    expect(lies({ llm, llm_stream: undefined, ...saying({ groq: true }) })).toBe(false);
  });

  test('where it denies what works, though the whole be healthy', () => {
    expect(ids(saying({ groq: false, tts: false, database: false }))).toEqual({
      blockers: [],
      warnings: ['health-lies'],
    });
    expect(ids(saying({ groq: true, tts: true, whisper: true }))).toEqual({ blockers: [], warnings: [] });
  });

  test('of a stack that calls itself unhealthy and works it is the one blocker', () => {
    const { backend } = healthy;
    const sick = { ...backend, health: { wallMs: 3, claim: { status: 'unhealthy', services: {} } } };
    expect(ids({ backend: sick, ...saying({}, 'unhealthy') })).toEqual({
      blockers: ['health-lies'],
      warnings: [],
    });
  });

  test('wrong sound is the story of speech, not of health', () => {
    const silent = { tts: series(), ...saying({ tts: true }) };
    expect(lies(silent)).toBe(false);
  });
});
