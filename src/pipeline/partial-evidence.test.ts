import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Observation } from '../domain/observation.ts';
import markdown from '../reporters/markdown.ts';
import terminal from '../reporters/terminal.ts';
import { assemble } from './assemble.ts';
import { evidenceWith, healthy } from './evidence.fixture.ts';

const whole = evidenceWith(healthy);
const probes = Object.keys(whole.observations);

/** The review of these observations, drawn for a file and for a terminal. */
async function drawn(observations: Readonly<Record<string, Observation>>): Promise<string> {
  const place = { cycle: 3, lang: 'fr', past: [], chosen: null } as const;
  const review = assemble({ ...whole, observations }, rules, place);
  const canvas = { color: false, columns: 80 };
  return `${await markdown.draw(review, canvas)}${await terminal.draw(review, canvas)}`;
}

const GARBLED = /undefined|NaN|\[object|Infinity/;

describe.each(probes)('a review of evidence in which %s', (id) => {
  const observed = whole.observations[id];
  const { [id]: _, ...others } = whole.observations;

  test.each<[string, Readonly<Record<string, Observation>>]>([
    ['is all there is', observed ? { [id]: observed } : {}],
    ['is missing', others],
    ['was not available', { ...others, [id]: { kind: 'unavailable', reason: 'nothing to ask' } }],
    ['broke', { ...others, [id]: { kind: 'errored', message: 'it broke' } }],
  ])('%s is drawn without gaps', async (_case, observations) => {
    expect(await drawn(observations)).not.toMatch(GARBLED);
  });
});

test('a card that reports a memory of 0 MiB is no share of nothing', async () => {
  const { gpu } = healthy;
  if (gpu.state !== 'seen') throw new Error('the fixture has a card');
  const devices = gpu.after.devices.map((device) => ({ ...device, utilisationPct: 0, memoryTotalMib: 0 }));
  const samples = [{ atMs: 1, index: 0, utilisationPct: 0, memoryUsedMib: 1 }];
  const readings = { ...gpu, samples, after: { ...gpu.after, devices } };
  const { observations } = evidenceWith({ ...healthy, gpu: readings });
  expect(await drawn(observations)).not.toMatch(GARBLED);
});
