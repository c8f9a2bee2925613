import { expect, it } from 'vitest';
import { turn as said, series } from '../pipeline/evidence.fixture.ts';
import turn from './turn.ts';

const { e2e_ms, spoken_pct } = turn.metrics;
const off = (text: string) => said(9, { text, onTopic: false });

it('sentences that come in turn are no turns: the first request bears witness too', () => {
  const warm = [off('Oui ?'), off('Non.'), off('Bonjour !')];
  expect(e2e_ms.from(series(...warm))).toBe(9);
  const readings = { ...series(...warm), cold: off('Bonjour !') };
  expect([e2e_ms.from(readings), spoken_pct.from(readings)]).toEqual([undefined, undefined]);
});

it('a turn off its topic is one all the same, where the others are turns', () => {
  const readings = series(said(100), off('Un vélo.'), said(200, { text: 'Un autre chat' }));
  expect(e2e_ms.samples?.(readings)).toEqual([100, 9, 200]);
});

it('the first request is no figure', () => {
  expect(e2e_ms.samples?.({ ...series(said(100)), cold: said(2000) })).toEqual([100]);
});
