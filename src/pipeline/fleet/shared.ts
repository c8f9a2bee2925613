import type { SharedCause } from '../../domain/fleet.ts';
import type { Lang } from '../../domain/text.ts';
import { leastByChance, overlapByChance } from '../../statistics/fisher.ts';
import { claimedBelow } from '../../statistics/tarone.ts';
import { commonest, type Effect } from './effects.ts';
import type { Trait, Traits } from './traits.ts';

/** Chance alone names anything shared in this share of fleet reviews. */
const FALSE_CLAIMS = 0.01;

/** As many as make it a matter of the whole fleet. */
const LEAST_FLEET = 3;

/** More traits that the same stacks share are counted, not named. */
const MOST_NAMED = 3;

const EVERY = { en: 'every stack', fr: 'toutes les piles' };

/** A stack as what it shares is looked for. */
export interface Sharer {
  readonly name: string;
  readonly isReviewed: boolean;
  readonly traits: Traits;
  readonly effects: readonly Effect[];
}

/** One effect, and the stacks that could have it. */
interface Suspect {
  readonly id: string;
  readonly title: string;
  readonly has: (sharer: Sharer) => boolean;
  readonly among: readonly Sharer[];
}

/** A trait beside an effect, among the stacks of which both are known. */
interface Pair {
  readonly trait: Trait;
  readonly all: number;
  readonly sharing: readonly Sharer[];
  readonly both: readonly Sharer[];
  readonly chance: number;
  readonly least: number;
}

function suspectsOf(sharers: readonly Sharer[]): Suspect[] {
  const titles = new Map<string, string[]>();
  for (const { effects } of sharers)
    for (const { id, title } of effects) titles.set(id, [...(titles.get(id) ?? []), title]);
  return [...titles].map(([id, said]) => {
    const has = ({ effects }: Sharer): boolean => effects.some((effect) => effect.id === id);
    // What a stack without a review would have shown, nobody knows; that there is none, is known of each.
    const isOutcome = sharers.some((sharer) => !sharer.isReviewed && has(sharer));
    return { id, title: commonest(said), has, among: sharers.filter((each) => isOutcome || each.isReviewed) };
  });
}

function pairsOf({ has, among }: Suspect): Pair[] {
  const parts = new Set(among.flatMap(({ traits }) => [...traits.keys()]));
  return [...parts].flatMap((part) => {
    const known = among.filter(({ traits }) => traits.has(part));
    const marked = known.filter(has).length;
    if (marked < 2 || marked === known.length) return [];
    const values = new Map<string, { readonly trait: Trait; readonly sharing: Sharer[] }>();
    for (const sharer of known)
      for (const trait of sharer.traits.get(part) ?? []) {
        const value = values.get(trait.value);
        if (value) value.sharing.push(sharer);
        else values.set(trait.value, { trait, sharing: [sharer] });
      }
    return [...values.values()].flatMap(({ trait, sharing }) => {
      if (sharing.length < 2 || sharing.length === known.length) return [];
      const both = sharing.filter(has);
      const counts = { all: known.length, marked, drawn: sharing.length };
      const chance = overlapByChance({ ...counts, both: both.length });
      return [{ trait, all: known.length, sharing, both, chance, least: leastByChance(counts) }];
    });
  });
}

const sameStacks = (a: Pair, b: Pair): boolean =>
  a.sharing.length === b.sharing.length && a.sharing.every((sharer) => b.sharing.includes(sharer));

/** "driver 560, CUDA 12.6". */
function whatOf(traits: readonly Trait[]): string {
  const named = traits.slice(0, MOST_NAMED).map(({ shown }) => shown);
  return [...named, ...(traits.length > MOST_NAMED ? [`+${traits.length - MOST_NAMED}`] : [])].join(', ');
}

type Cause = Omit<SharedCause, 'findings'> & { readonly finding: Effect };

/**
 * What explains an effect best, then what explains best what is left of it, and so on. One stack in two at least must have
 * what the trait is said to bring.
 */
function causesOf(suspect: Suspect, claimed: number): Cause[] {
  const pairs = pairsOf(suspect).filter(
    ({ chance, sharing, both }) => chance <= claimed && 2 * both.length >= sharing.length,
  );
  const best = pairs.reduce<Pair | undefined>(
    (most, pair) => (most && most.chance <= pair.chance ? most : pair),
    undefined,
  );
  if (!best) return [];
  const alike = pairs.filter((pair) => sameStacks(pair, best)).map(({ trait }) => trait);
  const traits = alike.filter(({ part }, at) => alike.findIndex((each) => each.part === part) === at);
  const left = suspect.among.filter((sharer) => !best.sharing.includes(sharer));
  const own = {
    what: whatOf(traits),
    traits: traits.map(({ part, value }) => ({ part, value })),
    finding: { id: suspect.id, title: suspect.title },
    stacks: best.both.map(({ name }) => name),
    of: best.sharing.length,
    judged: best.all,
  };
  return [own, ...causesOf({ ...suspect, among: left }, claimed)];
}

function everywhere({ id, title, has, among }: Suspect, lang: Lang): Cause[] {
  if (among.length < LEAST_FLEET || !among.every(has)) return [];
  const stacks = among.map(({ name }) => name);
  const counts = { of: stacks.length, judged: stacks.length };
  return [{ what: EVERY[lang], traits: [], finding: { id, title }, stacks, ...counts }];
}

/** One cause for all that it brings. */
function together(causes: readonly Cause[]): SharedCause {
  const { what, traits, of, judged } = causes[0] as Cause;
  const findings = causes
    .map(({ finding, stacks }) => ({ ...finding, stacks }))
    .sort((a, b) => b.stacks.length - a.stacks.length || (a.id < b.id ? -1 : 1));
  return { what, traits, findings, stacks: [...new Set(causes.flatMap(({ stacks }) => stacks))], of, judged };
}

/**
 * What stacks share that findings come with, each named once. A trait is named where at least half of the stacks that share
 * it have the finding, and where chance brings no such overlap of any finding with any trait in 99 fleets of 100 (Fisher's
 * exact test, Tarone's correction). It says where to look; it proves no cause.
 */
export function sharedCauses(sharers: readonly Sharer[], lang: Lang): SharedCause[] {
  const suspects = suspectsOf(sharers);
  const claimed = claimedBelow(
    suspects.flatMap((suspect) => pairsOf(suspect).map(({ least }) => least)),
    FALSE_CLAIMS,
  );
  const causes = suspects.flatMap((each) => [...everywhere(each, lang), ...causesOf(each, claimed)]);
  const byWhat = new Map<string, Cause[]>();
  for (const cause of causes) {
    const key = JSON.stringify([cause.traits, cause.of, cause.judged]);
    byWhat.set(key, [...(byWhat.get(key) ?? []), cause]);
  }
  return [...byWhat.values()]
    .map(together)
    .sort((a, b) => b.stacks.length - a.stacks.length || (a.what < b.what ? -1 : 1));
}
