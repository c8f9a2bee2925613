import { describe, expect, it } from 'vitest';
import { rules } from '../cli/rules.ts';
import { assemble } from './assemble.ts';
import { answer, chat, clip, evidenceWith, host, series } from './evidence.fixture.ts';

const measured = { llm: chat(answer(200)), tts: series(clip(100)) };
const review = (readings: Readonly<Record<string, unknown>>, lang: 'en' | 'fr' = 'en') =>
  assemble(evidenceWith(readings), rules, { cycle: 1, lang, past: [] });

const marked = (of: readonly { readonly id: string; readonly doubt?: string }[]): string[] =>
  of.flatMap(({ id, doubt }) => (doubt === undefined ? [] : [id]));

describe('figures that were measured on a noisy machine', () => {
  const noisy = { ...measured, host: host({ probe: 'llm', otherPct: 62.4 }, { probe: 'tts' }) };

  it('are marked with the reason, those of quiet windows and those that are no times are not', () => {
    const { metrics, criteria } = review(noisy);
    expect(marked(criteria)).toEqual(['llm']);
    expect(new Set(marked(metrics).map((id) => id.split('.')[0]))).toEqual(new Set(['llm']));
    expect(metrics.find(({ id }) => id === 'llm.e2el_ms')?.doubt).toBe(
      'other programs used 62 % of the processor',
    );
    const french = review(noisy, 'fr').criteria.find(({ id }) => id === 'llm');
    expect(french?.doubt).toBe('d’autres programmes prenaient 62 % du processeur');
  });

  it('are drawn as ever where nobody watched the machine', () => {
    const { metrics, criteria } = review(measured);
    expect([...marked(metrics), ...marked(criteria)]).toEqual([]);
    expect(criteria.every((each) => !('doubt' in each))).toBe(true);
  });

  it('say nothing of a criterion that has no figure', () => {
    expect(marked(review({ host: noisy.host }).criteria)).toEqual([]);
  });
});
