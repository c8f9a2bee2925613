import { describe, expect, it } from 'vitest';
import { rules } from '../../cli/rules.ts';
import type { KeptSound } from '../../domain/kept-sound.ts';
import type { CycleRecord } from '../../domain/record.ts';
import { assemble } from '../assemble.ts';
import { answer, chat, evidenceWith } from '../evidence.fixture.ts';
import { recordOf } from '../record.ts';
import { MOST_CYCLES, portraitOf } from './portrait.ts';

const evidence = evidenceWith({ llm: chat(answer(200), answer(220), answer(210)) });
const review = assemble(evidence, rules, { cycle: 100, lang: 'en', past: [] });
const draw = (past: readonly CycleRecord[] = [], of = evidence) =>
  portraitOf(review, { evidence: of, rules, past, explains: new Map() });

const earlier = (cycle: number, target = 'eva'): CycleRecord => ({
  ...recordOf({ ...review, cycle }, evidence, rules.probes, `${cycle}.json`),
  target,
});

describe('figures', () => {
  it('are those with samples, each with what a criterion holds it to', () => {
    const { figures } = draw();
    const own = figures.find(({ metric }) => metric === 'llm.e2el_ms');
    expect(own).toMatchObject({ samples: [200, 220, 210], median: 210, objective: 500, unit: 'ms' });
  });

  it('are held to what the run was judged by', () => {
    const criteria = { llm: { weight: 1, blocking: true, objective: 123 } };
    const strict = evidenceWith({ llm: chat(answer(200), answer(220), answer(210)) }, { criteria });
    const own = draw([], strict).figures.find(({ metric }) => metric === 'llm.e2el_ms');
    expect(own?.objective).toBe(123);
  });

  it('of one or two samples say no more than their range', () => {
    expect(draw([], evidenceWith({ llm: chat(answer(200), answer(220)) })).figures).toEqual([]);
  });
});

describe('a trend', () => {
  it('is of the cycles of this target, this one the last', () => {
    const { trend } = draw([earlier(99), earlier(98, 'other'), earlier(97)]);
    expect(trend?.cycles.map(({ cycle }) => cycle)).toEqual([97, 99, 100]);
    expect(trend?.lines.map(({ id }) => id)).toContain('score');
  });

  it('is of so many cycles as a line can show', () => {
    const past = Array.from({ length: 90 }, (_, index) => earlier(99 - index));
    expect(draw(past).trend?.cycles).toHaveLength(MOST_CYCLES);
  });

  it('is none where nothing lies before', () => {
    expect(draw().trend).toBeNull();
    expect(draw([earlier(99, 'other')]).trend).toBeNull();
  });
});

it('has the sounds that observations keep, under the title of their probe', () => {
  const sound: KeptSound = {
    said: 'hi',
    type: 'audio/wav',
    bytes: 'AAAA',
    durationS: 1,
    isCut: false,
    peaks: [],
  };
  const llm = evidence.observations.llm;
  if (llm?.kind !== 'observed') throw new Error('not observed');
  const kept = { ...evidence, observations: { llm: { ...llm, sound } } };
  expect(draw([], kept).sounds).toMatchObject([{ said: 'hi', title: { en: 'LLM latency' } }]);
  expect(draw().sounds).toEqual([]);
});

it('has no cards, no memory and no turns where nothing was seen of them', () => {
  expect(draw()).toMatchObject({ cards: null, memory: null, turns: [] });
});
