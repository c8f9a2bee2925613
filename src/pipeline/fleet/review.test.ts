import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetReview } from '../../domain/fleet.ts';
import { badNight, contextIn, hosts, memberOf, membersOf, reviewOfHosts } from './hosts.fixture.ts';
import { fleetReviewOf } from './review.ts';

const small = membersOf(badNight(24));

const namesOf = ({ stacks }: FleetReview): string[] => stacks.map(({ name }) => name);

describe('the verdict of a fleet', () => {
  it('is that of its worst stack, one that is certainly down before one that nobody knows', () => {
    const verdictOf = (...of: Parameters<typeof memberOf>[0][]) => reviewOfHosts(of).verdict;
    expect(verdictOf({ name: 'a' }, { name: 'b' })).toBe('ok');
    expect(verdictOf({ name: 'a' }, { name: 'b', isWorse: true })).toBe('attention');
    expect(verdictOf({ name: 'a', isWorse: true }, { name: 'b', wrong: 'cuda' })).toBe('blocked');
    expect(verdictOf({ name: 'a' }, { name: 'b', lost: 'silent' })).toBe('blocked');
  });

  it('claims nothing of no stacks', () => {
    expect(reviewOfHosts([])).toMatchObject({
      verdict: 'inconclusive',
      partial: false,
      stacks: [],
      first: [],
    });
    expect(reviewOfHosts([]).status).toBe('INCONCLUSIVE - no stack was judged');
  });

  it('says how many stacks it is of, in both languages', () => {
    expect(reviewOfHosts(badNight(24)).status).toBe(
      'BLOCKED - 6 of 24 stacks blocked (1 without a review), 1 of 24 stacks needs attention',
    );
    expect(reviewOfHosts(hosts(3), 'fr').status).toBe('OK - les 3 piles sont saines');
    expect(reviewOfHosts(hosts(1)).status).toBe('OK - the one stack is sound');
  });

  it('is inconclusive where a probe broke, and the stack says which', () => {
    const member = memberOf({ name: 'a' });
    if (member.outcome !== 'reviewed') throw new Error('not reviewed');
    const criteria = member.review.criteria.map((each) =>
      each.id === 'tts' ? { ...each, verdict: 'errored' as const } : each,
    );
    const broke = { ...member.review, verdict: 'inconclusive' as const, score: null, criteria };
    const review = fleetReviewOf([{ ...member, review: broke }], contextIn('en'));
    expect(review.verdict).toBe('inconclusive');
    expect(review.stacks[0]?.warnings).toEqual([{ id: 'tts', title: 'TTS: could not be judged' }]);
    expect(review.first[0]?.text).toContain('could not be judged');
    const nothing = { ...broke, criteria: [] };
    expect(fleetReviewOf([{ ...member, review: nothing }], contextIn('en')).stacks[0]?.warnings).toEqual([
      { id: 'unjudged', title: 'Nothing could be judged' },
    ]);
  });
});

describe('the stacks', () => {
  it('are all there once, whatever became of them, worst first', () => {
    const review = fleetReviewOf(small, contextIn('en'));
    expect(namesOf(review).toSorted()).toEqual(small.map(({ name }) => name));
    const rank = { blocked: 0, inconclusive: 1, attention: 2, ok: 3 };
    const ranks = review.stacks.map(({ verdict }) => rank[verdict]);
    expect(ranks).toEqual(ranks.toSorted());
    expect(review.stacks[0]).toMatchObject({
      ...{ name: 'gpu-004', outcome: 'refused', verdict: 'blocked', score: null, cycle: null, file: null },
      ...{
        why: 'this host does not allow the probes gpu; it allows llm, tts',
        blockers: [{ id: 'refused' }],
      },
    });
    expect(review.partial).toBe(true);
  });

  it('none is worse than ok without saying why', () => {
    for (const stack of reviewOfHosts(badNight(100)).stacks) {
      const { verdict, blockers, warnings, regressions } = stack;
      if (verdict === 'blocked') expect(blockers).not.toEqual([]);
      if (verdict !== 'ok') expect([...blockers, ...warnings, ...regressions]).not.toEqual([]);
    }
  });

  it('give the same review to the byte in whatever order they come', () => {
    const expected = JSON.stringify(fleetReviewOf(small, contextIn('en')));
    fc.assert(
      fc.property(fc.shuffledSubarray(small, { minLength: small.length }), (members) => {
        expect(JSON.stringify(fleetReviewOf(members, contextIn('en')))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('say who was asked, who answered and what could not be asked there', () => {
    const labels = { zone: 'b', pool: 'eu' };
    const [stack] = reviewOfHosts([{ name: 'a', labels, isElsewhere: true }]).stacks;
    expect(stack).toMatchObject({ asked: 'pool=eu zone=b', agent: 'a', leftOut: ['gpu', 'cuda'] });
  });
});

describe('what to mend first', () => {
  it('is what most stacks have, causes only, with how many it frees and what they share', () => {
    const { first } = reviewOfHosts(badNight(200));
    expect(
      first.map(({ finding, stacks, frees, shared }) => [finding, stacks.length, frees, shared]),
    ).toEqual([
      ['cuda-kernel-fails', 32, 32, 'driver 560.35.03'],
      ['chat-without-audio', 10, 10, 'commit bad9999'],
      ['silent', 10, 10, 'rack=r7'],
      ['broken', 1, 1, null],
      ['refused', 1, 1, null],
      ['untrusted', 1, 1, null],
      ['tests-failing', 6, 0, null],
    ]);
    for (const { text } of first) expect(text).not.toBe('');
  });

  it('frees no stack that something else blocks as well', () => {
    const members = membersOf(hosts(2, () => ({ wrong: 'cuda' })));
    const [a, b] = members;
    if (a?.outcome !== 'reviewed' || !b) throw new Error('not reviewed');
    const [blocker] = a.review.blockers;
    if (!blocker) throw new Error('not blocked');
    const twice = { ...a, review: { ...a.review, blockers: [blocker, { ...blocker, id: 'other' }] } };
    const caused = {
      ...a,
      review: { ...a.review, blockers: [blocker, { ...blocker, id: 'other', cause: blocker.id }] },
    };
    const freed = (first: typeof a) => fleetReviewOf([first, b], contextIn('en')).first;
    expect(freed(twice)).toMatchObject([
      { finding: 'cuda-kernel-fails', frees: 1 },
      { finding: 'other', frees: 0 },
    ]);
    expect(freed(caused)).toMatchObject([{ finding: 'cuda-kernel-fails', frees: 2 }]);
  });
});

it('reads names and labels that are words of the language as any others', () => {
  const labels = JSON.parse('{"__proto__":"x","constructor":"y"}');
  const odd = hosts(12, (index) => ({
    name: ['__proto__', 'constructor', 'toString'][index] ?? `n${index}`,
    labels: index < 6 ? labels : {},
    ...(index < 6 && { wrong: 'cuda' as const }),
  }));
  const review = reviewOfHosts(odd);
  expect(review.stacks).toHaveLength(12);
  expect(review.shared[0]).toMatchObject({ what: '__proto__=x, constructor=y', of: 6 });
});

it('speaks of itself in both languages', () => {
  const [en, fr] = (['en', 'fr'] as const).map((lang) => reviewOfHosts(badNight(24), lang).method);
  expect(en).toHaveLength(4);
  expect(fr).toHaveLength(4);
  expect(en?.[1]).toBe(
    'Figures are held against those of stacks of the same testbed: groups of 19; with fewer than 7 peers, too few: 4.',
  );
  expect(reviewOfHosts(hosts(3)).method[0]).toContain('no stack has 7 peers');
});
