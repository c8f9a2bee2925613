import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { ArchiveError } from '../archive/archive-error.ts';
import type { Entry } from '../archive/entry.ts';
import { saveEvidence } from '../archive/evidence-file.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Review } from '../domain/review.ts';
import type { Lang, Text } from '../domain/text.ts';
import { assemble } from '../pipeline/assemble.ts';
import { redact } from '../pipeline/redact.ts';
import markdown from '../reporters/markdown.ts';
import { choiceFor, type Wanted } from './baseline-choice.ts';
import { pastOf } from './history.ts';
import { rules } from './rules.ts';
import { whereIs } from './where.ts';

export interface Keeping {
  readonly lang: Lang;
  /** Asked for by number; absent: the next. */
  readonly cycle?: number | undefined;
  /** What it is kept under: asked again with the same, the review that was kept is the answer. Absent: it is asked once. */
  readonly id?: string;
  /** What to compare with. */
  readonly wanted: Wanted;
  say(line: string): void;
  /** Whether the evidence lies in the reviews already, where it can be resumed from; absent: it does not. */
  isKept?(): Promise<boolean>;
  /** What an older review may still say. */
  readonly secrets: readonly string[];
}

/** Judges evidence against the history in the archive, as the given cycle. */
async function judgeAs(
  evidence: Evidence,
  archive: Archive,
  cycle: number,
  { lang, wanted, say, secrets }: Keeping,
): Promise<Review> {
  // Of a fleet that shares an archive, most of it is of other stacks.
  const past = await pastOf(archive, cycle, say, evidence.target.name);
  const choice = await choiceFor(evidence, { archive, past, wanted });
  return redact(assemble(evidence, rules, { cycle, lang, ...choice }), secrets);
}

const WRITTEN: Text = { en: 'review written: ', fr: 'revue écrite : ' };

const drawn = (review: Review) => markdown.draw(review, { color: false, columns: 100 });

/** A review that was kept before, which gets its Markdown where whoever kept it was killed before it could. */
async function keptBefore(archive: Archive, entry: Entry): Promise<Review> {
  const kept = await archive.read(entry);
  if (!('review' in kept))
    throw new ArchiveError('corrupt' in kept ? kept.corrupt : `${entry.stem}: found an imported review`);
  await archive.complete(entry, await drawn(kept.review));
  return kept.review;
}

/** A review, and where it is kept. */
export interface KeptReview {
  readonly review: Review;
  readonly entry: Entry;
  /** False: it was kept before. */
  readonly isNew: boolean;
}

/** Judges evidence and keeps the review with the JSON it was drawn from, once for each id. */
export async function keepAs(evidence: Evidence, archive: Archive, keeping: Keeping): Promise<KeptReview> {
  const { cycle: asked, id } = keeping;
  let kept: Review | undefined;
  const draw = async (cycle: number) => {
    kept = await judgeAs(evidence, archive, cycle, keeping);
    return { review: kept, evidence, markdown: await drawn(kept) };
  };
  const { entry, isNew } = await archive.publish(draw, asked, id);
  if (!isNew) return { entry, isNew, review: await keptBefore(archive, entry) };
  if (!kept) throw new TypeError('the archive published without drawing');
  return { entry, isNew, review: kept };
}

/** As {@link keepAs}, and says where. */
export async function keep(evidence: Evidence, archive: Archive, keeping: Keeping): Promise<Review> {
  const { review, entry, isNew } = await keepAs(evidence, archive, keeping);
  if (isNew) keeping.say(WRITTEN[keeping.lang] + whereIs(archive, entry, 'md'));
  return review;
}

/** Saves evidence in the first place that takes it; answers with how to go on from there. Throws what the last one said. */
async function savedElsewhere(evidence: Evidence): Promise<string> {
  const name = `ralph-evidence-${evidence.observedAt.replaceAll(/\W/g, '')}-${process.pid}.json`;
  let refused: unknown;
  for (const folder of new Set([tmpdir(), process.cwd(), homedir()])) {
    const file = join(folder, name);
    try {
      await saveEvidence(file, evidence);
      return `nothing is lost: judge ${file} with "ralph judge ${file} --reviews FOLDER"`;
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}

/** As {@link keep}; where the archive refuses after all, the evidence stays or is saved, and the error says where. */
export async function keepOrSave(evidence: Evidence, archive: Archive, keeping: Keeping): Promise<Review> {
  try {
    return await keep(evidence, archive, keeping);
  } catch (error) {
    const lost = (await keeping.isKept?.())
      ? 'nothing is lost: once that is mended, "ralph review --resume" writes the review, and asks nothing again'
      : await savedElsewhere(evidence).catch(
          (refused: unknown) => `and it could not be saved elsewhere: ${String(refused)}`,
        );
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    throw Object.assign(new Error(`${message}\n${lost}`, { cause: error }), { name });
  }
}
