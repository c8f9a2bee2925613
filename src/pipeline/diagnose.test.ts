import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Diagnosis } from '../domain/finding.ts';
import { layers } from '../domain/layer.ts';
import { assemble } from './assemble.ts';
import { diagnose } from './diagnose.ts';
import {
  answer,
  chat,
  clip,
  cuda,
  evidenceWith,
  failing,
  gpu,
  healthy,
  rejected,
  runtime,
  series,
  suite,
} from './evidence.fixture.ts';
import { factsOf } from './facts.ts';

const facts = factsOf(evidenceWith({}), []);

const told = (id: string, layer: Diagnosis['layer'], causes: readonly string[]): Diagnosis => ({
  id,
  layer,
  explains: [],
  otherwise: 'warning',
  about: { en: '', fr: '' },
  detect: () => ({
    title: { en: id, fr: id },
    headline: { en: id, fr: id },
    evidence: [],
    story: { en: id, fr: id },
    causes,
    remedy: [],
    unblock: [],
  }),
});

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Any graph of causes over a few findings: rings, self-causes and causes that were not raised among them. */
const graphs = fc
  .tuple(
    ...names.map((id) =>
      fc.record({
        id: fc.constant(id),
        layer: fc.constantFrom(...layers),
        causes: fc.uniqueArray(fc.constantFrom(...names, 'ghost')),
      }),
    ),
  )
  .map((each) => each.map(({ id, layer, causes }) => told(id, layer, causes)));

/** Whether following causes from here comes back. */
function inRing(id: string, causeOf: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined; at = causeOf.get(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

describe('the order of findings', () => {
  test('every finding stands once, after its cause unless they form a ring', () => {
    fc.assert(
      fc.property(graphs, (diagnoses) => {
        const findings = diagnose([], diagnoses, facts);
        const order = findings.map(({ id }) => id);
        expect(order.toSorted()).toEqual(names);
        const causeOf = new Map(findings.map(({ id, cause }) => [id, cause]));
        for (const { id, cause } of findings) {
          expect(cause).not.toBe(id);
          expect(cause).not.toBe('ghost');
          if (cause !== undefined && !inRing(id, causeOf))
            expect(order.indexOf(cause)).toBeLessThan(order.indexOf(id));
        }
      }),
    );
  });

  test('two that blame each other do not loop', () => {
    const pair = [told('a', 'suite', ['b']), told('b', 'suite', ['a'])];
    expect(diagnose([], pair, facts).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('without causes: by layer from the ground up, then by id', () => {
    const some = [
      told('z', 'turn', []),
      told('b', 'stack', []),
      told('a', 'stack', []),
      told('m', 'suite', []),
    ];
    expect(diagnose([], some, facts).map(({ id }) => id)).toEqual(['a', 'b', 'm', 'z']);
  });

  test('a title that quotes a stack at length is cut between two words, and the evidence is not', () => {
    const long = `It says: ${'no engine '.repeat(40)}`;
    const title = { en: long, fr: 'court' };
    const story = { ...{ title, headline: title, story: title, evidence: [title] }, remedy: [], unblock: [] };
    const talks: Diagnosis = { ...told('a', 'service', []), detect: () => story };
    const [finding] = diagnose([], [talks], facts);
    expect(finding?.title.en).toMatch(/^It says: (no engine )+(no )?…$/);
    expect(finding?.title.en.length).toBeLessThanOrEqual(302);
    expect(finding?.title.fr).toBe('court');
    expect(finding?.evidence).toEqual([title]);
  });

  test('the nearest cause that was raised is the cause', () => {
    const some = [told('a', 'turn', ['ghost', 'c', 'b']), told('b', 'suite', []), told('c', 'suite', [])];
    expect(diagnose([], some, facts).find(({ id }) => id === 'a')?.cause).toBe('c');
  });
});

describe('a stack that is down, or shut, is one failure', () => {
  const down = { kind: 'unreachable', how: 'refused', detail: 'ECONNREFUSED' } as const;
  const dead = {
    ...healthy,
    backend: { health: { failure: down }, identity: null },
    llm: { unique: series(failing(down)), repeated: [] },
    tts: series(failing(down)),
    turn: series(failing(down)),
    websocket: { connect: { problem: 'refused' }, ping: null, turn: null },
    stats: { failure: down },
    gpu: gpu(0, 1),
  };
  const blockersOf = (readings: Readonly<Record<string, unknown>>) => {
    const { blockers, verdict } = assemble(evidenceWith(readings), rules, { cycle: 1, lang: 'en', past: [] });
    expect(verdict).toBe('blocked');
    return blockers.map(({ id }) => id);
  };

  test('dead, beside an idle GPU that nobody gave work', () => {
    expect(blockersOf(dead)).toEqual(['stack-unreachable']);
  });

  test('what does not stand on its answers keeps its own blocker', () => {
    const more = { ...dead, tests: suite('collection-error'), cuda: cuda('cpu-only') };
    expect(blockersOf(more)).toEqual(['stack-unreachable', 'torch-cpu-only', 'tests-broken']);
  });

  test('a sick driver may be the reason, and is not covered', () => {
    const sick = { state: 'broken', how: 'hangs', message: 'no answer' };
    expect(blockersOf({ ...dead, gpu: sick, cuda: cuda('no-device') })).toContain('gpu-unreadable');
  });

  test('a crash behind a proxy', () => {
    const health = { failure: rejected(502, 'Bad Gateway') };
    expect(blockersOf({ ...dead, backend: { health, identity: null } })).toEqual(['stack-malformed']);
  });

  test('a missing key', () => {
    const shut = failing(rejected(401, 'Unauthorized'));
    const readings = { ...dead, backend: healthy.backend, llm: { unique: series(shut), repeated: [] } };
    expect(blockersOf({ ...readings, tts: series(shut), turn: series(shut) })).toEqual(['auth-missing']);
  });
});

test('a criterion that fails without a known story gets a finding of its own', () => {
  const slow = { ...healthy, stats: { averageMs: 4000, totalRequests: 1, activeSessions: 1 } };
  const { warnings } = assemble(evidenceWith(slow), rules, { cycle: 1, lang: 'fr', past: [] });
  expect(warnings).toMatchObject([
    { id: 'stats-slow', severity: 'warning', explains: ['stats'], unblock: [{ holds: false }] },
  ]);
  expect(warnings[0]?.title).toContain('4000 ms');
});

test('one clip that is no speech does not stand for a voice that is slow', () => {
  const tts = series(clip(3000), clip(3000), failing(rejected(500)));
  const evidence = evidenceWith({ ...healthy, tts });
  const { blockers, warnings } = assemble(evidence, rules, { cycle: 1, lang: 'en', past: [] });
  expect(blockers.map(({ id }) => id)).toEqual(['tts-slow']);
  expect(warnings.map(({ id }) => id)).toEqual(['speech-missing']);
});

test('a model that answers now and then is said to, however fast it is then', () => {
  const evidence = evidenceWith({ ...healthy, llm: chat(answer(90), failing(rejected(500, 'gone'))) });
  const { warnings } = assemble(evidence, rules, { cycle: 1, lang: 'fr', past: [] });
  expect(warnings).toMatchObject([
    { id: 'llm-unsteady', title: '1/2 tours de chat sans réponse : HTTP 500: gone' },
  ]);
});

test('a consequence names its cause: a zombie backend follows from a torch that is gone', () => {
  const { warnings } = assemble(
    evidenceWith({ ...healthy, cuda: cuda('absent'), runtime: runtime('torch') }),
    rules,
    { cycle: 1, lang: 'en', past: [] },
  );
  expect(warnings).toMatchObject([{ id: 'dependency-vanished', cause: 'torch-absent' }]);
});
