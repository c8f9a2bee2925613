import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../archive/archive.fixture.ts';
import type { Archive } from '../../archive/archive.ts';
import { refuses } from '../../archive/archive-error.ts';
import { openArchive } from '../../archive/open.ts';
import { defaults } from '../../config/defaults.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { FleetMember } from '../../domain/fleet.ts';
import { evidenceWith, healthy } from '../../pipeline/evidence.fixture.ts';
import { fleetReviewOf } from '../../pipeline/fleet/review.ts';
import { metricsOf } from '../../pipeline/record.ts';
import { rules } from '../rules.ts';
import { memberOf } from './judge-answer.ts';

const sound = evidenceWith(healthy);

/** Sound evidence but for the readings of one probe. */
function withReadings(id: string, readings: unknown): Evidence {
  const { backend } = sound.observations;
  if (backend?.kind !== 'observed') throw new TypeError('no backend in sound evidence');
  return { ...sound, observations: { ...sound.observations, [id]: { ...backend, readings } } };
}

async function judging(but: Partial<Archive> = {}) {
  const archive = { ...(await openArchive(await temporaryFolder())), ...but };
  onTestFinished(() => archive.close());
  const { signal } = new AbortController();
  const told: string[] = [];
  const stage = {
    ...{ archive, signal, lang: 'en' as const, cwd: '/', secrets: [], labels: new Map() },
    fleet: { rubric: sound.rubric },
    tell: ({ en }: { en: string }) => void told.push(en),
  };
  const judge = (name: string, evidence: Evidence, of = { agent: name }): Promise<FleetMember> => {
    const asked = { agent: name };
    const body = { kind: 'observed', evidence } as const;
    return memberOf(
      { kind: 'answered', stack: name, asked, id: `id of ${name}`, agent: name, key: '', body },
      { name, asked: of },
      stage,
    );
  };
  return { judge, told };
}

const fleetOf = (members: readonly FleetMember[]) =>
  fleetReviewOf(members, {
    ...{
      ralph: '1.0.0',
      lang: 'en',
      fleet: 'f',
      number: 1,
      run: 'r',
      reviewedAt: '2026-01-31T12:00:00.000Z',
    },
    ...{ metrics: metricsOf(rules.probes), tolerancePct: defaults.tolerancePct },
  });

it('is of who was asked, whomever the queue says was asked', async () => {
  const { judge } = await judging();
  expect(await judge('a', sound, { agent: 'b' })).toMatchObject({
    outcome: 'untrusted',
    why: 'a answered for b',
  });
});

describe('evidence that was made to do harm', () => {
  it('is of its stack alone where the archive refuses its review, which is asked once', async () => {
    const publish = vi.fn().mockRejectedValue(refuses.long('2026-01-31-cycle-001', 9, 8));
    const { judge, told } = await judging({ publish });
    const why = expect.stringContaining('found 9 bytes');
    expect(await judge('harmful', sound)).toMatchObject({ outcome: 'untrusted', why });
    expect(publish).toHaveBeenCalledTimes(1);
    expect(told).toEqual([]);
  });

  it('is of its stack alone where what it says of the machine is no text', async () => {
    const { judge } = await judging();
    const gpu = { ...(healthy.gpu as { after: object }) };
    const members = [
      await judge('harmful', withReadings('gpu', { ...gpu, after: { ...gpu.after, driver: 560 } })),
      await judge('other', sound),
    ];
    expect(members.map(({ outcome }) => outcome)).toEqual(['reviewed', 'reviewed']);
    expect(
      fleetOf(members)
        .stacks.map(({ name }) => name)
        .sort(),
    ).toEqual(['harmful', 'other']);
  });

  it.each([null, 'x', [], { length: 1e9 }, { warm: { length: 1e9 } }])(
    'is of its stack alone with the readings %j in every probe',
    async (readings) => {
      const { judge } = await judging();
      const ids = Object.keys(sound.observations);
      const all = ids.map((id) => [id, withReadings(id, readings).observations[id]]);
      const members = [
        await judge('harmful', { ...sound, observations: Object.fromEntries(all) }),
        await judge('other', sound),
      ];
      expect(members[1]).toMatchObject({ outcome: 'reviewed' });
      expect(fleetOf(members).stacks).toHaveLength(2);
    },
  );
});
