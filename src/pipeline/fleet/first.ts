import type { FleetMember, FleetMend, FleetStack, SharedCause } from '../../domain/fleet.ts';
import type { Review } from '../../domain/review.ts';
import { type Lang, said } from '../../domain/text.ts';
import { commonest, rootsOf } from './effects.ts';
import { OUTCOMES, UNJUDGED } from './words.ts';

const stepOf = ({ blockers, warnings }: Review, finding: string): string | undefined =>
  [...blockers, ...warnings].find(({ id }) => id === finding)?.remedy[0]?.text;

/** The first step against a finding of one stack. */
function remedyOf(member: FleetMember | undefined, finding: string, lang: Lang): string {
  if (member === undefined || member.outcome === 'reviewed')
    return (member && stepOf(member.review, finding)) ?? said(UNJUDGED.remedy, lang);
  return said(OUTCOMES[member.outcome].remedy, lang);
}

/** What most of these stacks share that comes with the finding; of several, that of most stacks. */
function sharedBy(finding: string, stacks: readonly string[], shared: readonly SharedCause[]): string | null {
  const found = shared.flatMap(({ what, findings }) => {
    const own = findings.find(({ id }) => id === finding);
    return own && 2 * own.stacks.length >= stacks.length ? [{ what, stacks: own.stacks.length }] : [];
  });
  return found.sort((a, b) => b.stacks - a.stacks)[0]?.what ?? null;
}

/**
 * What there is to mend, causes only: what blocks before what warns, what most stacks have before what few have, and of as
 * many what unblocks more of them by itself.
 */
export function mendFirst(
  stacks: readonly FleetStack[],
  members: readonly FleetMember[],
  shared: readonly SharedCause[],
  lang: Lang,
): FleetMend[] {
  const byName = new Map(members.map((member) => [member.name, member]));
  const having = new Map<string, { readonly stack: FleetStack; readonly title: string; blocks: boolean }[]>();
  for (const stack of stacks)
    for (const [findings, blocks] of [
      [stack.blockers, true],
      [stack.warnings, false],
    ] as const)
      for (const { id, title } of rootsOf(findings))
        having.set(id, [...(having.get(id) ?? []), { stack, title, blocks }]);
  const mends = [...having].map(([finding, all]): FleetMend => {
    const names = all.map(({ stack }) => stack.name);
    return {
      finding,
      title: commonest(all.map(({ title }) => title)),
      severity: all.some(({ blocks }) => blocks) ? 'blocker' : 'warning',
      text: commonest(names.map((name) => remedyOf(byName.get(name), finding, lang))),
      stacks: names,
      frees: all.filter(({ stack, blocks }) => blocks && rootsOf(stack.blockers).length === 1).length,
      shared: sharedBy(finding, names, shared),
    };
  });
  return mends.sort(
    (a, b) =>
      Number(b.severity === 'blocker') - Number(a.severity === 'blocker') ||
      b.stacks.length - a.stacks.length ||
      b.frees - a.frees ||
      (a.finding < b.finding ? -1 : 1),
  );
}
