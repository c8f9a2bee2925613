import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../statistics/random.ts';
import { type Host, hosts, membersOf, reviewOfHosts } from './hosts.fixture.ts';
import { type Sharer, sharedCauses } from './shared.ts';
import { traitsOf } from './traits.ts';

const sharer = (
  name: string,
  traits: Readonly<Record<string, string | null>>,
  ...effects: readonly string[]
): Sharer => ({
  ...{ name, isReviewed: true },
  traits: new Map(
    Object.entries(traits).map(([part, value]) => [
      part,
      value === null ? [] : [{ part, value, shown: `${part} ${value}` }],
    ]),
  ),
  effects: effects.map((id) => ({ id, title: id })),
});

const many = (count: number, of: (index: number) => Sharer): Sharer[] =>
  Array.from({ length: count }, (_, index) => of(index));

const told = (sharers: readonly Sharer[]) =>
  sharedCauses(sharers, 'en').map(({ what, findings, stacks, of, judged }) => [
    what,
    findings.map(({ id }) => id),
    `${stacks.length}/${of}/${judged}`,
  ]);

describe('what stacks share', () => {
  it('is named with how many have it, of how many that share it: driver 560 on 7 of 40', () => {
    const fleet = many(40, (index) =>
      sharer(`s${index}`, { driver: index < 7 ? '560' : '550' }, ...(index < 7 ? ['gpu-idle'] : [])),
    );
    expect(told(fleet)).toEqual([['driver 560', ['gpu-idle'], '7/7/40']]);
  });

  it('is named once for all that comes with it, and with all that the same stacks share', () => {
    const fleet = many(30, (index) => {
      const isNew = index < 8;
      const traits = {
        driver: isNew ? '560' : '550',
        CUDA: isNew ? '12.6' : '12.4',
        pool: index % 2 ? 'a' : 'b',
      };
      return sharer(`s${index}`, traits, ...(isNew ? ['idle', 'slow'] : []));
    });
    expect(told(fleet)).toEqual([['driver 560, CUDA 12.6', ['idle', 'slow'], '8/8/30']]);
  });

  it('may be several things, each for a part of the stacks', () => {
    const fleet = many(60, (index) => {
      const traits = { driver: index < 10 ? '560' : '550', rack: index >= 50 ? 'r5' : `r${index % 4}` };
      return sharer(`s${index}`, traits, ...(index < 10 || index >= 50 ? ['slow'] : []));
    });
    expect(told(fleet)).toEqual([
      ['driver 560', ['slow'], '10/10/60'],
      ['rack r5', ['slow'], '10/10/50'],
    ]);
  });

  it('is not what few of those that share it have', () => {
    const fleet = many(200, (index) =>
      sharer(`s${index}`, { pool: index < 100 ? 'a' : 'b' }, ...(index < 30 ? ['slow'] : [])),
    );
    expect(told(fleet)).toEqual([]);
  });

  it('is the fleet itself, where every stack has it', () => {
    expect(told(many(3, (index) => sharer(`s${index}`, {}, 'cold')))).toEqual([
      ['every stack', ['cold'], '3/3/3'],
    ]);
    expect(told(many(2, (index) => sharer(`s${index}`, {}, 'cold')))).toEqual([]);
  });

  it('is not claimed of fleets so small that chance does as much', () => {
    const fleet = many(4, (index) =>
      sharer(`s${index}`, { driver: index < 2 ? '560' : '550' }, ...(index < 2 ? ['slow'] : [])),
    );
    expect(told(fleet)).toEqual([]);
  });

  it('is looked for among the stacks alone of which it is known', () => {
    const fleet = many(40, (index) =>
      sharer(
        `s${index}`,
        index < 20 ? { driver: index < 7 ? '560' : '550' } : {},
        ...(index < 7 ? ['idle'] : []),
      ),
    );
    expect(told(fleet)).toEqual([['driver 560', ['idle'], '7/7/20']]);
  });

  it('is claimed by chance in one fleet of a hundred at most', () => {
    const random = seededRandom(11);
    const pick = (of: number): string => String(Math.floor(random() * of));
    const claims = Array.from({ length: 300 }, () => {
      const fleet = many(40, (index) =>
        sharer(
          `s${index}`,
          { driver: pick(3), rack: pick(8), pool: pick(2), commit: pick(5), cpu: pick(4) },
          ...['a', 'b', 'c', 'd', 'e'].filter(() => random() < 0.2),
        ),
      );
      return sharedCauses(fleet, 'en').length > 0;
    });
    expect(claims.filter(Boolean).length).toBeLessThanOrEqual(3);
  });
});

describe('traits', () => {
  const traitsOfHost = (host: Host, labels: readonly string[] = []) => {
    const [member] = membersOf([host]);
    if (!member) throw new Error('no member');
    return [...traitsOf(member, labels).values()].flat().map(({ shown }) => shown);
  };

  it('are what is known of machine, code and dialect, each release in all its lengths, but not the name', () => {
    const shown = traitsOfHost({ name: 'a', driver: '560.35.03', commit: 'abc1234' });
    expect(shown).toEqual(
      expect.arrayContaining([
        'driver 560.35.03',
        'driver 560.35',
        'driver 560',
        'commit abc1234',
        'dialect eva',
      ]),
    );
    expect(shown.filter((each) => each.startsWith('target'))).toEqual([]);
  });

  it('are labels too; a stack without a review has only these', () => {
    expect(traitsOfHost({ name: 'a', lost: 'silent', labels: { pool: 'eu' } }, ['pool', 'rack'])).toEqual([
      'pool=eu',
    ]);
    expect(traitsOfHost({ name: 'a', lost: 'silent', labels: null }, ['pool'])).toEqual([]);
  });

  it('tell a driver by what its releases have in common', () => {
    const fleet = hosts(40, (index) =>
      index < 8 ? { driver: `560.${28 + (index % 3)}`, wrong: 'cuda' as const } : { driver: '550.90' },
    );
    expect(reviewOfHosts(fleet).shared[0]).toMatchObject({ what: 'driver 560', of: 8, judged: 40 });
  });
});

it('of a rack that is cut off, what is silent is its whole', () => {
  const fleet = hosts(40, (index) => ({
    labels: { rack: `r${Math.floor(index / 8)}` },
    ...(index < 8 && { lost: 'silent' as const }),
  }));
  expect(reviewOfHosts(fleet).shared).toMatchObject([
    { what: 'rack=r0', findings: [{ id: 'silent' }], of: 8, judged: 40 },
  ]);
});

it('of a commit that made something worse, the commit is named', () => {
  const fleet = hosts(30, (index) => (index < 9 ? { commit: 'bad0001', isWorse: true as const } : {}));
  expect(reviewOfHosts(fleet).shared).toMatchObject([
    { what: 'commit bad0001', findings: [{ id: 'worse llm.e2el_ms', title: 'LLM latency became worse' }] },
  ]);
});
