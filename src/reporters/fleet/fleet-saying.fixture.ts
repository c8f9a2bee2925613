import type { FleetReview, FleetStack } from '../../domain/fleet.ts';

/** A review in which whatever a stack, an agent or a file could have said reads the same. */
export function fleetSaying(said: string): FleetReview {
  const finding = { id: said, title: said };
  const stack: FleetStack = {
    ...{ name: said, asked: said, agent: `${said}!`, outcome: 'silent', why: said, verdict: 'blocked' },
    ...{ score: { points: 1, max: 2, percent: 50 }, blockers: [finding], warnings: [finding], cycle: 7 },
    ...{ file: `${said}.md`, commit: said, leftOut: [said] },
    outliers: [{ metric: said, title: said, shown: said, peersShown: said, peers: 9 }],
    regressions: [{ metric: said, title: said, before: said, now: said }],
  };
  const names = [said, said];
  return {
    ...{ schema: 'ralph/fleet@1', ralph: said, lang: 'en', fleet: said, number: 1, run: said },
    ...{
      reviewedAt: '2026-01-20T03:00:00.000Z',
      verdict: 'blocked',
      status: `BLOCKED - ${said}`,
      partial: true,
    },
    stacks: [stack, { ...stack, warnings: [] }],
    shared: [
      { what: said, traits: [], findings: [{ ...finding, stacks: names }], stacks: names, of: 2, judged: 3 },
      {
        what: 'x',
        traits: [],
        findings: [{ id: 'y', title: said, stacks: names }],
        stacks: names,
        of: 2,
        judged: 3,
      },
    ],
    first: [
      { finding: said, title: said, severity: 'blocker', text: said, stacks: names, frees: 1, shared: said },
    ],
    method: [said],
  };
}
