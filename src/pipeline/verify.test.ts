import { describe, expect, it } from 'vitest';
import { rules } from '../cli/rules.ts';
import { RAISED } from '../diagnoses/raised.fixture.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Observation } from '../domain/observation.ts';
import { localise } from '../domain/text.ts';
import type { Verification } from '../domain/verification.ts';
import { verification } from '../reporters/verification.ts';
import { askAgain } from './ask-again.ts';
import { assemble } from './assemble.ts';
import {
  answer,
  backend,
  chat,
  clip,
  cuda,
  evidenceWith,
  failing,
  gpu,
  healthy,
  rejected,
  series,
  suite,
  turn,
} from './evidence.fixture.ts';
import { openOf } from './open.ts';
import { verify } from './verify.ts';

type Readings = Readonly<Record<string, unknown>>;

const alone = { cycle: 4, lang: 'en', past: [], chosen: null } as const;

/** A review of these readings, asked again where a stack now gives those; with the rounds in which it was asked. */
async function verified(
  before: Readings,
  after: Readings,
  { strict = false, broken = {} }: { strict?: boolean; broken?: Record<string, Observation> } = {},
) {
  const evidence = evidenceWith(before);
  const review = assemble(evidence, rules, alone);
  const rounds: (readonly string[])[] = [];
  const now: Evidence = {
    ...evidenceWith(after),
    observedAt: '2026-01-20T13:00:00.000Z',
  };
  const ask = async (probes: readonly string[]): Promise<Evidence> => {
    rounds.push(probes);
    const all = Object.entries({ ...now.observations, ...broken });
    return { ...now, observations: Object.fromEntries(all.filter(([id]) => probes.includes(id))) };
  };
  const fresh = await askAgain(openOf(review, evidence, rules), rules, evidence, ask);
  const found = verify(
    { review, evidence, fresh: fresh ?? { ...now, observations: {} }, lang: 'en', strict },
    rules,
  );
  return { review, rounds, found };
}

const standings = ({ findings }: Verification) =>
  Object.fromEntries(findings.map(({ id, standing }) => [id, standing]));

const speechless = {
  ...healthy,
  tts: series(failing(rejected(503))),
  turn: series(turn(200, { audio: null, audioChars: 0 })),
};

describe.each(Object.entries(RAISED))('%s', (id, readings) => {
  const before = { ...healthy, ...readings };
  const isOpen = ({ review }: Awaited<ReturnType<typeof verified>>) =>
    [...review.blockers, ...review.warnings].some((each) => each.id === id);

  it('stays open where nothing changed', async () => {
    const again = await verified(before, before);
    if (isOpen(again)) expect(standings(again.found)).toMatchObject({ [id]: 'open' });
    expect(Object.values(standings(again.found))).not.toContain('new');
  });

  it('is closed by a stack in the best of health, with every box ticked and nothing new', async () => {
    const { found } = await verified(before, { ...readings, ...healthy, ...quiet(readings) });
    expect(new Set(Object.values(standings(found)))).toEqual(
      found.findings.length === 0 ? new Set() : new Set(['closed']),
    );
    expect(found.findings.flatMap(({ checks }) => checks).filter(({ holds }) => !holds)).toEqual([]);
    expect(found.findings.flatMap(({ remedy }) => remedy)).toEqual([]);
    expect(found.outcome).toBe('clear');
  });
});

/** What the best of health says nothing of, as it is then. */
function quiet(readings: Readings): Readings {
  return {
    ...('host' in readings && { host: { ...(readings.host as object), windows: [] } }),
    ...('instrument' in readings && {
      instrument: { httpErrorMs: [0, 0, 0], streamErrorMs: [0], socketErrorMs: [0] },
    }),
    ...('health_after' in readings && { health_after: { health: backend().health } }),
    ...('idle' in readings && { idle: { idleMs: 5_000, chat: answer(95), speech: null } }),
  };
}

describe('what is asked again', () => {
  it('is nothing where nothing is open', async () => {
    const { rounds, found } = await verified(healthy, {});
    expect(rounds).toEqual([]);
    expect(found).toMatchObject({ outcome: 'clear', asked: [], findings: [] });
  });

  it('is what the open findings and criteria read, after whether the stack answers at all', async () => {
    const { rounds, found } = await verified(
      { ...healthy, tests: suite('failed', 3, 10) },
      { ...healthy, tests: suite('passed', 13) },
    );
    expect(rounds).toEqual([['backend', 'tests']]);
    expect(found.untouched).toContain('llm');
    expect(found.criteria).toMatchObject([{ id: 'tests', was: 'fail', now: 'pass' }]);
  });

  it('is asked for more where a rule that had stopped early reads on', async () => {
    const { rounds, found } = await verified(speechless, healthy);
    expect(rounds.length).toBeGreaterThan(1);
    expect(rounds.flat()).toEqual([...new Set(rounds.flat())]);
    expect(found.asked.toSorted()).toEqual(rounds.flat().toSorted());
    expect(found.outcome).toBe('clear');
  });

  it('is never a probe that the review had not put', async () => {
    const { backend: health, tts } = speechless;
    const { rounds } = await verified({ backend: health, tts }, healthy);
    expect(rounds.flat().toSorted()).toEqual(['backend', 'tts']);
  });

  it('loads the stack as much as then, where it is watched under load', async () => {
    const { rounds } = await verified({ ...healthy, gpu: gpu(0.4, 678) }, healthy);
    const load = rules.probes.filter(({ id, phase }) => phase === 'load' && id in healthy);
    expect(rounds[0]).toEqual(expect.arrayContaining(['gpu', ...load.map(({ id }) => id)]));
    expect(rounds.flat()).not.toContain('build');
  });
});

describe('what became of it', () => {
  it('a consequence goes with its cause, and says so', async () => {
    const { found } = await verified(
      {
        ...healthy,
        cuda: cuda('absent'),
        tests: suite('collection-error', 0, 0, { missingModule: 'torch' }),
      },
      healthy,
    );
    expect(found.findings.map(({ id, cause, standing }) => [id, cause, standing])).toEqual([
      ['torch-absent', undefined, 'closed'],
      ['tests-broken', 'torch-absent', 'closed'],
    ]);
    expect(await drawn(found)).toContain('closed, with its cause torch-absent');
  });

  it('blockers come first, and causes before what follows from them', async () => {
    const { found } = await verified(speechless, speechless);
    const severities = found.findings.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort());
    expect(severities[0]).toBe('blocker');
  });

  it('a second fault in what is asked again is said, and blocks', async () => {
    const { found } = await verified(speechless, { ...healthy, llm: chat(failing(rejected(500))) });
    expect(standings(found)).toMatchObject({ 'llm-silent': 'new' });
    expect(found.findings.find(({ id }) => id === 'llm-silent')?.remedy).not.toEqual([]);
    expect(found.outcome).toBe('blocked');
  });

  it('a fault in what is not asked again is not its business', async () => {
    const { found } = await verified(
      { ...healthy, tests: suite('failed', 3, 10) },
      { ...healthy, tests: suite('passed', 13), tts: series(failing(rejected(503))) },
    );
    expect(found).toMatchObject({ outcome: 'clear' });
  });

  it('a criterion that fails for another reason keeps it from being closed, and that reason blocks', async () => {
    const { found } = await verified(speechless, {
      ...healthy,
      tts: series(clip(3000)),
      turn: series(turn(200)),
    });
    expect(standings(found)).toMatchObject({ 'speech-missing': 'elsewhere', 'tts-slow': 'new' });
    const [missing] = found.findings;
    expect(missing).toMatchObject({ id: 'speech-missing', blocks: false, why: { en: 'tts-slow' } });
    expect(await drawn(found)).toMatch(/Still blocks: tts-slow\n$/);
  });

  it('a stack that is down by now closes nothing', async () => {
    const silence = { kind: 'unreachable', how: 'refused', detail: 'no' } as const;
    const silent = series(failing(silence));
    const { found } = await verified(
      { ...healthy, ...RAISED['self-reported-latency-lies'] },
      {
        ...{ ...healthy, backend: { health: { failure: silence }, identity: null } },
        ...{
          llm: chat(failing(silence)),
          tts: silent,
          turn: silent,
          websocket: { connect: { failure: silence } },
        },
      },
    );
    expect(Object.values(standings(found))).not.toContain('closed');
    expect(standings(found)).toMatchObject({ 'stack-unreachable': 'new' });
    expect(found.outcome).toBe('blocked');
  });

  it.each<[string, Observation]>([
    ['broke', { kind: 'errored', message: 'it fell over' }],
    ['can no longer be put', { kind: 'unavailable', reason: 'no suite here' }],
  ])('where a probe %s, nothing is concluded', async (_, observation) => {
    const { found } = await verified({ ...healthy, ...speechless }, healthy, {
      broken: { tts: observation },
    });
    expect(standings(found)).toMatchObject({ 'speech-missing': 'unknown' });
    expect(found.outcome).toBe('unclear');
  });

  it('what no criterion blocks closes the gate only where attention does', async () => {
    const warned = { ...healthy, stats: { averageMs: 9000, totalRequests: 5, activeSessions: 1 } };
    const open = (await verified(warned, warned)).found;
    expect(open.findings.some(({ severity }) => severity === 'warning')).toBe(true);
    expect(open.outcome).toBe('clear');
    expect((await verified(warned, warned, { strict: true })).found.outcome).toBe('blocked');
  });

  it('a criterion that had not been judged is, and then says how it stands', async () => {
    const evidence = evidenceWith(healthy);
    const broke: Evidence = {
      ...evidence,
      observations: { ...evidence.observations, tts: { kind: 'errored', message: 'it fell over' } },
    };
    const review = assemble(broke, rules, alone);
    const open = openOf(review, broke, rules);
    expect(open.map(({ id }) => id)).toContain('tts-slow');
    const again = verify({ review, evidence: broke, fresh: evidence, lang: 'en', strict: false }, rules);
    expect(again).toMatchObject({ verdict: 'inconclusive', outcome: 'clear' });
    const still = verify({ review, evidence: broke, fresh: broke, lang: 'en', strict: false }, rules);
    expect(still.outcome).toBe('unclear');
  });

  it('a finding that these rules do not tell is not closed by that', () => {
    const evidence = evidenceWith(healthy);
    const { blockers: _, ...rest } = assemble(evidenceWith(speechless), rules, alone);
    const foreign = assemble(evidenceWith(speechless), rules, alone).blockers.slice(0, 1);
    const review = { ...rest, blockers: foreign.map((each) => ({ ...each, id: 'renamed-since' })) };
    const found = verify({ review, evidence, fresh: evidence, lang: 'en', strict: false }, rules);
    expect(standings(found)).toMatchObject({ 'renamed-since': 'unknown' });
    expect(found.outcome).toBe('unclear');
  });
});

const drawn = (found: Verification, lang: 'en' | 'fr' = 'en') =>
  verification(localise({ ...found, lang }, lang), { color: false, columns: 100 });

describe('what is drawn', () => {
  it('ticks what holds, in both languages, and says nothing that nobody translated', async () => {
    const { found } = await verified(speechless, { ...healthy, llm: chat(answer(9_000)) });
    expect(await drawn(found)).toContain('    [x] a sentence decodes to speech: ');
    expect(await drawn(found, 'fr')).toContain('    [x] une phrase se décode en parole : ');
    for (const lang of ['en', 'fr'] as const)
      expect(await drawn(found, lang)).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('shows a hostile text of a review as one line of text', async () => {
    const evidence = evidenceWith(healthy);
    const [blocker] = assemble(evidenceWith(speechless), rules, alone).blockers;
    const hostile = `${String.fromCharCode(27)}[2Jgone\n✓ all is well`;
    const review = {
      ...assemble(evidence, rules, alone),
      blockers: blocker ? [{ ...blocker, id: hostile, title: hostile }] : [],
    };
    const shown = await drawn(
      verify({ review, evidence, fresh: evidence, lang: 'en', strict: false }, rules),
    );
    expect(shown).not.toContain(String.fromCharCode(27));
    expect(shown).not.toMatch(/^✓/m);
    expect(shown).toContain('? gone ✓ all is well');
  });
});

it('what half of the answers would show is asked whole before it is told', async () => {
  const { found, rounds } = await verified(
    { ...healthy, tests: suite('failed', 3, 10) },
    { ...healthy, backend: backend({ groq: true, tts: false }), tests: suite('passed', 13) },
  );
  // Its own word against it is no proof while use was not asked.
  expect(rounds[0]).toEqual(['backend', 'tests']);
  expect(rounds[1]).toEqual(expect.arrayContaining(['tts']));
  expect(found.outcome).toBe('clear');
});
