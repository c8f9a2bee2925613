import { expect, test } from 'vitest';
import { rules } from '../rules.ts';
import { introduced } from './introduced.ts';

const { probes } = rules;
const few = probes.filter(({ id }) => ['llm', 'tts'].includes(id));

test('an agent says what it measures and what may be asked of it', () => {
  const all = probes.length;
  expect(introduced('http://a:1', { probes, mostSamples: 50 }, { all, benchUsers: null }).en).toBe(
    'it measures http://a:1, and allows all probes, 50 samples of each at most, no load test',
  );
  expect(introduced('http://a:1', { probes: few, mostSamples: 9 }, { all, benchUsers: 20 }).fr).toBe(
    'il mesure http://a:1, et autorise les sondes llm, tts, 9 échantillons de chacune au plus, des essais de charge de 20 utilisateurs au plus',
  );
});
