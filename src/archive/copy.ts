import type { Archive, Series } from './archive.ts';
import { DocumentError } from './archive-error.ts';
import type { Blessing } from './inspect.ts';
import { fleetKind, type Kind, reviewKind } from './kind.ts';

/** How many were put there, and how many were there already. */
export interface Tally {
  new: number;
  same: number;
}

/** What came of copying an archive. */
export interface Copied {
  readonly reviews: Tally;
  readonly fleets: Tally;
  readonly baselines: Tally;
  /** What stays behind, and why; what stood in its place stands there still. */
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}

/** So many are on their way at once: a review may be 64 MiB. */
const BATCH = 4;

type Refuse = (name: string, why: string) => void;

async function copySeries<Name extends { readonly stem: string }, C, D>(
  kind: Kind<Name, C, D>,
  from: Series<Name, C, D>,
  to: Series<Name, C, D>,
  { tally, refuse, tell }: { readonly tally: Tally; readonly refuse: Refuse; tell(): void },
): Promise<void> {
  const entries = await from.entries();
  const own = new Set(entries.map(({ stem }) => stem));
  const strangers = (await to.entries()).filter(({ stem }) => !own.has(stem));
  const taken = new Map(strangers.map((entry) => [kind.numberOf(entry), entry.stem]));
  async function copy(entry: Name): Promise<void> {
    const { stem } = entry;
    const other = taken.get(kind.numberOf(entry));
    if (other !== undefined)
      return refuse(stem, `found ${other} there, expected no other ${kind.word} ${kind.numberOf(entry)}`);
    try {
      tally[await to.put(stem, await from.documents(entry))]++;
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      refuse(stem, error.message);
    }
    tell();
  }
  for (let at = 0; at < entries.length; at += BATCH)
    await Promise.all(entries.slice(at, at + BATCH).map(copy));
}

const isOfSame = (one: Blessing, other: Blessing): boolean =>
  one.target === other.target && one.branch === other.branch;

async function copyBaselines(from: Archive, to: Archive, tally: Tally, refuse: Refuse): Promise<void> {
  const [wanted, there] = [await from.baselines(), await to.baselines()];
  const stems = new Set(wanted.length > 0 ? (await to.entries()).map(({ stem }) => stem) : []);
  for (const blessing of wanted) {
    const name = `baseline of ${blessing.target}, ${blessing.branch ?? 'no branch'}`;
    const other = there.find((each) => isOfSame(each, blessing));
    if (other?.review === blessing.review && other.cycle === blessing.cycle) tally.same++;
    else if (other) refuse(name, `found cycle ${other.cycle} there, expected ${blessing.cycle} or none`);
    else if (!stems.has(blessing.review.replace(/\.json$/, '')))
      refuse(name, `${blessing.review} is not there, expected the blessed review`);
    else {
      await to.bless(blessing);
      tally.new++;
    }
  }
}

/**
 * Copies all that an archive holds to another one, byte for byte; asked again it goes on where it ended. What would take the
 * place or the number of something else is refused and named, the rest is copied. `tell` is called for each that is done. Throws ArchiveError
 * where one of both does not work.
 */
export async function copyArchive(from: Archive, to: Archive, tell: () => void): Promise<Copied> {
  const refused: { name: string; why: string }[] = [];
  const refuse: Refuse = (name, why) => void refused.push({ name, why });
  const tally = (): Tally => ({ new: 0, same: 0 });
  const copied = { reviews: tally(), fleets: tally(), baselines: tally(), refused };
  await to.ensureWritable();
  await copySeries(reviewKind, from, to, { tally: copied.reviews, refuse, tell });
  await copySeries(fleetKind, from.fleets, to.fleets, { tally: copied.fleets, refuse, tell });
  await copyBaselines(from, to, copied.baselines, refuse);
  return copied;
}
