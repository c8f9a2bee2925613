import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Probe } from '../../domain/probe.ts';
import type { Lang } from '../../domain/text.ts';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import { lineWidth, textOf } from './line.ts';
import { anyEvents, hostileText, plan, probe, probes, run, sampled, took } from './run.fixture.ts';
import { begun, step } from './run-state.ts';
import { runView } from './run-view.ts';

const { health, llm, tts, gpu, tests, idle } = probes;

/** A run after these events, each a second after the one before it. */
const happened = (events: readonly ObserveEvent[], listed: readonly Probe[] = run.probes) => ({
  state: events.reduce(
    (state, event, at) => step(state, event, at * 1_000),
    begun({ ...run, probes: listed }, 0),
  ),
  nowMs: events.length * 1_000,
});

function drawn(
  { state, nowMs }: ReturnType<typeof happened>,
  { columns = 79, rows = 20, lang = 'en' }: { columns?: number; rows?: number; lang?: Lang } = {},
): string[] {
  return runView(state, { columns, rows }, { lang, nowMs }).map((line) => textOf(line).trimEnd());
}

const started = (each: Probe): ObserveEvent => ({ kind: 'started', probe: each });
const inTts = [
  ...[started(health), took(health, 10), { kind: 'planned', plan } as const],
  ...[started(gpu), started(llm), took(llm, 4_000), started(tts)],
  ...[sampled(tts, 900, 'cold'), sampled(tts, 300, 'warm-up')],
  ...[300, 310, 320, 400].map((wallMs) => sampled(tts, wallMs)),
];

describe('the live view', () => {
  it('shows before anything is planned what is going to be asked', () => {
    expect(drawn(happened([started(health)]))).toEqual([
      '  ▸ Backend health  1 s',
      '  ○ LLM latency',
      '  ○ TTS endpoint',
      '  ○ GPU under load',
      '  ○ Test suite',
      '  ○ After a pause',
      '  ───────────────────  0 of 6 · 1 s',
    ]);
  });

  it('shows what is asked with its samples, who watches, what waits, and how long it takes', () => {
    expect(drawn(happened(inTts))).toEqual([
      '  ▸ TTS endpoint    7 s of about 10 s',
      '    4 warm · █▄      ▄ · 300–400 ms · median 315 ms',
      '  ◦ watching GPU under load',
      '  ○ Test suite      about 30 s',
      '  ○ After a pause',
      '  ━━━━━━─────────────  2 of 6 · 13 s · about 35 s left',
    ]);
  });

  it('says on a narrow terminal what matters most', () => {
    expect(drawn(happened([...inTts, sampled(tts, 1, 'warm', false)]), { columns: 39 })).toEqual([
      '  ▸ TTS endpoint    8 s of about 10 s',
      '    4 warm · █▄   ▄ · 1 failed',
      '  ◦ watching GPU under load',
      '  ○ Test suite      about 30 s',
      '  ○ After a pause',
      '  2 of 6 · 14 s · about 35 s left',
    ]);
    expect(drawn(happened(inTts), { columns: 24 })).toEqual([
      '  ▸ TTS endpoint  7 s',
      '    4 warm · █▄   ▄',
      '  ◦ watching GPU under …',
      '  ○ Test suite',
      '  ○ After a pau…',
      '  2 of 6 · 13 s',
    ]);
  });

  it('speaks French', () => {
    expect(drawn(happened(inTts), { lang: 'fr' })).toEqual([
      '  ▸ TTS endpoint (fr)    7 s sur environ 10 s',
      '    4 à chaud · █▄      ▄ · 300–400 ms · médiane 315 ms',
      '  ◦ observe GPU under load (fr)',
      '  ○ Test suite (fr)      environ 30 s',
      '  ○ After a pause (fr)',
      '  ━━━━━━─────────────  2 sur 6 · 13 s · encore environ 35 s',
    ]);
  });

  it('folds what waits where rows are few, and keeps how far it is to the last', () => {
    expect(drawn(happened([started(health)]), { rows: 4 })).toEqual([
      '  ▸ Backend health  1 s',
      '  ○ LLM latency',
      '    … 4 more',
      '  ───────────────────  0 of 6 · 1 s',
    ]);
    expect(drawn(happened(inTts), { rows: 1 })).toEqual([
      '  ━━━━━━─────────────  2 of 6 · 13 s · about 35 s left',
    ]);
    expect(drawn(happened(inTts), { rows: 0 })).toEqual([]);
  });

  it('says no more how long it took before, once it takes longer, and goes by its own requests', () => {
    const slow = happened([...inTts, ...Array.from({ length: 8 }, () => sampled(tts, 1_000))]);
    expect(drawn(slow)[0]).toBe('  ▸ TTS endpoint    15 s');
    expect(drawn(slow).at(-1)).toContain('about 30 s left');
  });

  it('begins the samples anew with each series of a probe', () => {
    const again = happened([...inTts, sampled(tts, 50, 'cold', false)]);
    expect(drawn(again)[1]).toBe('    cold and warm-up · 1 failed');
    expect(drawn(happened([...inTts, sampled(tts, 50, 'cold'), sampled(tts, 7)]))[1]).toBe(
      '    1 warm · █ · 7 ms · median 7 ms',
    );
  });

  it('says nothing of what is left where nobody knows it, and that it is more where that is so', () => {
    const unknown = {
      ...plan,
      probes: plan.probes.map((each) => ({ ...each, requests: { least: 0, most: 0 } })),
    };
    const first = { ...run, before: null };
    const state = (of: typeof plan) => step(begun(first, 0), { kind: 'planned', plan: of }, 0);
    expect(drawn({ state: state(unknown), nowMs: 0 }).at(-1)).toBe('  ───────────────────  0 of 6 · 0 s');
    expect(drawn({ state: state(plan), nowMs: 0 }).at(-1)).toContain(' · at least 8 s left');
  });

  it('heeds events in any order: of what is over, of what is not among them, of what never began', () => {
    const odd = [
      took(idle, 1),
      sampled(idle, 5),
      started(idle),
      sampled(tests, 9, 'warm'),
      started(probe('x', 'load', 'X')),
    ];
    const lines = drawn(happened(odd));
    expect(lines).toContain('    1 warm · █ · 9 ms · median 9 ms');
    expect(lines.join('\n')).not.toMatch(/After a pause|X/);
    expect(lines.at(-1)).toContain('1 of 6');
  });

  it('is never wider nor higher than its room, and nothing but text, whatever comes', () => {
    const room = fc.record({ columns: fc.nat(180), rows: fc.nat(30) });
    const titles = fc.array(hostileText, { maxLength: 8 });
    fc.assert(
      fc.property(
        anyEvents,
        titles,
        room,
        fc.constantFrom<Lang>('en', 'fr'),
        (events, said, { columns, rows }, lang) => {
          const hostile = said.map((title, at) => probe(`hostile-${at}`, 'load', title, 1));
          let nowMs = 0;
          let state = begun({ ...run, probes: [...run.probes, ...hostile] }, 0);
          for (const [event, waitMs] of events) {
            nowMs += waitMs;
            state = step(state, event, nowMs);
            const lines = runView(state, { columns, rows }, { lang, nowMs });
            expect(lines.length).toBeLessThanOrEqual(rows);
            for (const line of lines) {
              expect(lineWidth(line)).toBeLessThanOrEqual(columns);
              expect(textOf(line)).not.toMatch(/\p{Cc}|\p{Bidi_Control}|NaN|Infinity|undefined/u);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
