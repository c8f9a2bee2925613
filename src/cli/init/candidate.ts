import type { Detected } from '../../detection/detect.ts';
import type { FoundTarget } from '../../detection/snippet.ts';
import { spoken } from '../../detection/table.ts';
import type { Chosen } from '../../project/target-keys.ts';

/** A stack that could be reviewed. */
export type Candidate = Pick<Chosen, 'target' | 'guessed'> & { readonly spoken: string };

const urlsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => (key === 'url' ? [String(inner)] : urlsIn(inner)))
    : [];

/** Targets with what was found at their addresses, in a few words. */
export const candidatesOf = (detected: readonly Detected[], targets: readonly FoundTarget[]): Candidate[] =>
  targets.map((target) => {
    const urls = new Set(urlsIn(target));
    const found = detected.flatMap((each) => each.found.slice(0, 1)).filter(({ url }) => urls.has(url));
    const several = 'services' in target;
    const words = found.map((each) => (several ? `${each.url} ${spoken(each)}` : spoken(each)));
    return { target, spoken: words.join('; '), guessed: [] };
  });

type Env = Readonly<Record<string, string | undefined>>;

/** A target without the variables that are not set here, which no config may name, and those by themselves. */
export function withoutUnset(target: FoundTarget, env: Env): Pick<Chosen, 'target' | 'unset'> {
  const unset = new Set<string>();
  const kept = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).flatMap(([key, inner]) => {
            const isUnset = key === 'api_key_env' && !env[String(inner)];
            if (isUnset) unset.add(String(inner));
            return isUnset ? [] : [[key, kept(inner)]];
          }),
        )
      : value;
  return {
    target: Object.fromEntries(Object.entries(Object(kept(target)))),
    unset: [...unset],
  };
}
