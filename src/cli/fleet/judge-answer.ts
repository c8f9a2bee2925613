import type { Archive } from '../../archive/archive.ts';
import { ArchiveError, DocumentError } from '../../archive/archive-error.ts';
import type { AskedStack, LoadedFleet } from '../../config/fleet/loaded.ts';
import { leftOutOf } from '../../domain/elsewhere.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { FleetMember } from '../../domain/fleet.ts';
import type { Labels } from '../../domain/fleet-job.ts';
import { oneLine } from '../../domain/printable.ts';
import { firstChars } from '../../domain/secrets/excerpt.ts';
import { type Lang, said, same, type Text } from '../../domain/text.ts';
import { recordOf } from '../../pipeline/record.ts';
import { redact } from '../../pipeline/redact.ts';
import type { StackAnswer } from '../../queue/filing.ts';
import { wantedBaseline } from '../baseline-choice.ts';
import { keepAs } from '../keep.ts';
import { rules } from '../rules.ts';
import { untilKept } from './until-kept.ts';

/** What answers are judged by, and where their reviews go. */
export interface Judging {
  readonly fleet: Pick<LoadedFleet, 'rubric'>;
  readonly archive: Archive;
  readonly lang: Lang;
  readonly cwd: string;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
  /** Name of an agent → its labels, as far as they are known. */
  readonly labels: ReadonlyMap<string, Labels>;
  /** What goes wrong and may pass. */
  tell(line: Text): void;
}

const MOST_CHARS = 300;

const answeredFor = (agent: string | null, asked: { readonly agent: string }): Text => ({
  en: `${agent} answered for ${asked.agent}`,
  fr: `${agent} a répondu pour ${asked.agent}`,
});

/** What somebody else says of why, bounded. */
const bounded = (why: string): string => firstChars(oneLine(why), MOST_CHARS);

/** Evidence under the rules of the fleet, and under the name that the stack has there. */
function ofFleet(evidence: Evidence, name: string, { fleet, secrets }: Judging): Evidence {
  const { cycle: _cycle, lang: _lang, ...rest } = evidence;
  return redact({ ...rest, rubric: fleet.rubric, target: { ...evidence.target, name } }, secrets);
}

/** Judges evidence and keeps its review: once for each `id`, however often that is asked. */
async function kept(evidence: Evidence, id: string, { archive, lang, cwd, secrets, tell }: Judging) {
  const wanted = await wantedBaseline(undefined, evidence.target.name, { cwd, archive });
  return keepAs(evidence, archive, { lang, id, wanted, say: (line) => tell(same(line)), secrets });
}

/** Judges what came back for a stack, and keeps its review. Throws ArchiveError where nothing can be kept for minutes. */
export async function memberOf(
  answer: StackAnswer,
  { name, asked }: Pick<AskedStack, 'name' | 'asked'>,
  judging: Judging,
): Promise<FleetMember> {
  const { lang, labels, signal, tell } = judging;
  const { agent } = answer;
  const carried =
    (agent === null ? undefined : labels.get(agent)) ?? ('labels' in asked ? asked.labels : null);
  const who = { name, asked, agent, labels: carried };
  const without = (outcome: 'silent' | 'refused' | 'broken' | 'untrusted', why: string): FleetMember => ({
    ...{ ...who, outcome, why: bounded(why) },
  });
  if (answer.kind !== 'answered') return without(answer.kind, said(answer.why, lang));
  if ('agent' in asked && asked.agent !== agent)
    return without('untrusted', said(answeredFor(agent, asked), lang));
  const { body, id } = answer;
  if (body.kind === 'refused') return without('refused', said(body.why, lang));
  if (body.kind === 'broken') return without('broken', body.why);
  try {
    const evidence = ofFleet(body.evidence, name, judging);
    const { entry, review } = await untilKept(() => kept(evidence, id, judging), { say: tell, signal });
    const record = recordOf(review, evidence, rules.probes, `${entry.stem}.json`);
    return {
      ...{ ...who, outcome: 'reviewed', review, record, file: `${entry.stem}.md` },
      leftOut: leftOutOf(evidence),
    };
  } catch (error) {
    signal.throwIfAborted();
    const isOfArchive = error instanceof ArchiveError && !(error instanceof DocumentError);
    if (isOfArchive || !(error instanceof Error)) throw error;
    // Evidence of a ralph that knows other criteria, whose probes write other readings, or that was made to do harm:
    // whatever becomes of it, the other stacks are judged.
    return without('untrusted', error.message);
  }
}
