import { describe, expect, it } from 'vitest';
import type { FleetOutcome, FleetReview } from '../../domain/fleet.ts';
import type { Verdict } from '../../domain/review.ts';
import { type Host, hosts, reviewOfHosts } from '../../pipeline/fleet/hosts.fixture.ts';
import { fleetGate } from './gate.ts';

const codes = (review: FleetReview) =>
  (['blocked', 'attention', 'regression', 'never'] as const).map((failOn) => fleetGate(review, failOn));

const withVerdict = (verdict: Verdict, more: Partial<FleetReview> = {}): FleetReview => ({
  ...{ ...reviewOfHosts(hosts(3)), verdict },
  ...more,
});

describe('the gate of a fleet', () => {
  it.each(['silent', 'refused', 'broken', 'untrusted'] satisfies Exclude<FleetOutcome, 'reviewed'>[])(
    'is closed by one stack of many that is %s',
    (lost) => {
      const one = (index: number): Partial<Host> => (index === 7 ? { lost } : {});
      expect(codes(reviewOfHosts(hosts(12)))).toEqual([0, 0, 0, 0]);
      expect(codes(reviewOfHosts(hosts(12, one)))).toEqual([1, 1, 1, 0]);
    },
  );

  it('is as the verdict says, and neither open nor closed where nothing is claimed', () => {
    expect(codes(withVerdict('ok'))).toEqual([0, 0, 0, 0]);
    expect(codes(withVerdict('attention'))).toEqual([0, 1, 0, 0]);
    expect(codes(withVerdict('blocked'))).toEqual([1, 1, 1, 0]);
    expect(codes(withVerdict('inconclusive'))).toEqual([3, 3, 3, 0]);
    expect(codes(reviewOfHosts([]))).toEqual([3, 3, 3, 0]);
  });

  it('is closed by what became worse, where that is asked for', () => {
    const [stack, ...others] = withVerdict('attention').stacks;
    if (!stack) throw new Error('no stack');
    const regressions = [{ metric: 'llm.e2el_ms', title: 'LLM', before: '1 ms', now: '9 ms' }];
    const worse = withVerdict('attention', { stacks: [{ ...stack, regressions }, ...others] });
    expect(codes(worse)).toEqual([0, 1, 1, 0]);
  });
});
