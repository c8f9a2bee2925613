import type { FleetMember } from '../../domain/fleet.ts';
import { oneLine } from '../../domain/printable.ts';
import { VERDICT_WORDS } from '../../domain/review.ts';
import { figuresIn, type Lang } from '../../domain/text.ts';
import { VERDICT_SIGNS } from '../../reporters/verdict-signs.ts';
import { textOf } from '../live/line.ts';
import type { Progress } from '../progress.ts';
import { countsLine, fleetView } from './fleet-view.ts';
import { type FleetHappening, fleetBegun, fleetStep } from './shown-stacks.ts';

/** Where nothing is drawn in place, it is said now and then how far all is. */
const STILL_MS = 30_000;

/** "✅ eu-07  OK 92.3 %  2026-01-31-cycle-007.md", or why there is no review. */
function memberLine(member: FleetMember, lang: Lang): string {
  const name = oneLine(member.name);
  if (member.outcome !== 'reviewed') return `  ${VERDICT_SIGNS.blocked.icon} ${name}  ${oneLine(member.why)}`;
  const { verdict, score, blockers } = member.review;
  const points = score === null ? '' : ` ${figuresIn(`${score.percent} %`, lang)}`;
  const first = blockers[0] ? `  ${oneLine(blockers[0].title)}` : '';
  return `  ${VERDICT_SIGNS[verdict].icon} ${name}  ${VERDICT_WORDS[verdict][lang]}${points}${first}`;
}

/** Tells a person how far a fleet review is, until its end. */
export function showFleet(
  shown: Progress,
  { stacks, lang, nowMs }: { readonly stacks: readonly string[]; readonly lang: Lang; nowMs(): number },
) {
  let state = fleetBegun(stacks, nowMs());
  let saidMs = nowMs();
  const board = shown.board((room, atMs) => fleetView(state, room, { lang, nowMs: atMs }));
  return {
    on(event: FleetHappening): void {
      state = fleetStep(state, event, nowMs());
      board?.changed();
      if (event.kind === 'progress' && event.progress.kind === 'note')
        shown.say(`    ${oneLine(event.stack)}: ${oneLine(event.progress.line)}`);
      if (board || nowMs() - saidMs < STILL_MS) return;
      saidMs = nowMs();
      shown.say(`  ${textOf(countsLine(state, lang))}`);
    },
    judged(member: FleetMember): void {
      const verdict = member.outcome === 'reviewed' ? member.review.verdict : 'blocked';
      state = fleetStep(state, { kind: 'judged', stack: member.name, verdict }, nowMs());
      board?.changed();
      shown.say(memberLine(member, lang));
    },
    end: (): void => board?.end(),
  };
}

export type ShownFleet = ReturnType<typeof showFleet>;
