import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import type { Journal } from '../archive/inspect.ts';
import { dropJournal, type Left, leftIn } from '../archive/journal.ts';
import { toJsonText } from '../archive/json-text.ts';
import { oneLine } from '../domain/printable.ts';
import { addressesOf, type Target } from '../domain/target.ts';
import type { Text } from '../domain/text.ts';
import { redact } from '../pipeline/redact.ts';
import { differingLeaves } from '../pipeline/resume.ts';
import markdown from '../reporters/markdown.ts';
import { age } from './age.ts';
import { hashOf } from './measure.ts';
import { referenceTarget } from './reference-stack.ts';
import type { Settings } from './settings.ts';
import { version } from './version.ts';

/** What an interrupted run left that can be read. */
export type Interrupted = Left & { readonly journal: Journal };

/** What must be the same before a run can be gone on with: not the process, nor the address of a stack that ralph starts. */
const standing = ({ pid: _, ...target }: Target, reference: boolean) =>
  reference ? { ...target, url: null } : target;

/** In what an interrupted run differs from what is to be measured now: "scenario.samples: 2 → 6". */
export function differsFrom({ reference, evidence }: Journal, settings: Settings): string[] {
  const { scenario, rubric, target } = settings.config;
  const now = {
    reference: settings.reference,
    ralph: version,
    target: standing(settings.reference ? referenceTarget('', null) : target, settings.reference),
    scenario: { ...scenario, hash: hashOf(scenario) },
    rubric,
  };
  const before = {
    reference,
    ralph: evidence.ralph,
    target: standing(evidence.target, reference),
    scenario: evidence.scenario,
    rubric: evidence.rubric,
  };
  return differingLeaves(before, redact(now, settings.secrets)).map(oneLine);
}

const isOfTarget = ({ reference, evidence }: Journal, settings: Settings): boolean =>
  reference || settings.reference
    ? reference === settings.reference
    : evidence.target.name === settings.config.target.name &&
      addressesOf(evidence.target) === addressesOf(settings.config.target);

const finished = ({ probes, evidence }: Journal): string => {
  const done = Object.keys(evidence.observations);
  return `${done.length}/${new Set([...probes, ...done]).size}`;
};

/** "reference, begun 2026-01-31T12:00:00Z (5 min ago), 7/17 probes". */
export function spokenOf({ journal }: Interrupted): Text {
  const { target, observedAt } = journal.evidence;
  const ago = age(Date.now() - Date.parse(observedAt));
  const [name, begun] = [oneLine(target.name), oneLine(observedAt).slice(0, 24)];
  return {
    en: `${name}, begun ${begun} (${ago} ago), ${finished(journal)} probes finished`,
    fr: `${name}, commencé ${begun} (il y a ${ago}), ${finished(journal)} sondes terminées`,
  };
}

/**
 * Ends what a run left that was killed after its review had its name: draws the Markdown that may be missing, and
 * removes the journal. False where no review holds that evidence.
 */
async function isPublished({ file, journal }: Interrupted, archive: Archive): Promise<boolean> {
  const evidence = toJsonText(journal.evidence);
  // A review is named after the day of its evidence.
  const day = journal.evidence.observedAt.slice(0, 10);
  for (const entry of (await archive.entries()).filter(({ date }) => date === day).reverse()) {
    const past = await archive.read(entry);
    if (!('evidence' in past) || toJsonText(past.evidence) !== evidence) continue;
    const text = await markdown.draw(past.review, { color: false, columns: 100 });
    await archive.complete(entry, text);
    await dropJournal(file);
    return true;
  }
  return false;
}

/** The interrupted runs of a folder, those that cannot be read, and how many still go on. */
export async function interruptedIn(folder: string, archive: Archive, mayWrite: boolean) {
  const { left, live } = await leftIn(folder);
  const runs: Interrupted[] = [];
  const broken: string[] = [];
  for (const each of left) {
    if ('lack' in each) broken.push(`${basename(each.file)}: ${each.lack}`);
    else if (!(mayWrite && (await isPublished(each, archive)))) runs.push(each);
  }
  return { runs, broken, live };
}

export type InterruptedRuns = Awaited<ReturnType<typeof interruptedIn>>;

const unusable = (broken: string): Text => ({
  en: `${broken}: what an interrupted run left there cannot be resumed; remove the file`,
  fr: `${broken} : ce qu’un passage interrompu y a laissé ne peut être repris ; supprimer le fichier`,
});

const waiting = (run: Interrupted): Text => {
  const { en, fr } = spokenOf(run);
  return {
    en: `an interrupted run (${en}) can be resumed with --resume, or will be dropped when this one is written`,
    fr: `un passage interrompu (${fr}) peut être repris avec --resume, sinon il sera abandonné quand celui-ci sera écrit`,
  };
};

/** Says what of earlier runs waits for a run that does not resume; answers with those that its review will replace. */
export function announce(
  { runs, broken }: InterruptedRuns,
  settings: Settings,
  say: (line: Text) => void,
): Interrupted[] {
  for (const each of broken) say(unusable(oneLine(each)));
  const replaced = runs.filter(({ journal }) => isOfTarget(journal, settings));
  for (const run of replaced) say(waiting(run));
  return replaced;
}
