import { join } from 'node:path';
import { ArchiveError, codeOf } from '../archive-error.ts';
import { replaceFile } from '../durable.ts';
import type { Blessing } from '../inspect.ts';
import { readJson } from '../json-file.ts';
import { toJsonText } from '../json-text.ts';

/** Beside the reviews, and meant to be committed with them. */
export const BASELINES_FILE = 'baselines.json';

const isSame = (one: Blessing, other: Pick<Blessing, 'target' | 'branch'>): boolean =>
  one.target === other.target && one.branch === other.branch;

const byName = (one: Blessing, other: Blessing): number => {
  const [a, b] = [one, other].map(({ target, branch }) => `${target}\n${branch ?? ''}`);
  return String(a) < String(b) ? -1 : 1;
};

/** The blessed reviews of a folder; none where it has no such file. Throws {@link ArchiveError} where it says something else. */
export async function readBaselines(folder: string): Promise<readonly Blessing[]> {
  const file = join(folder, BASELINES_FILE);
  const remedy = 'mend it, or remove it and bless again with "ralph baseline set"';
  let json: Awaited<ReturnType<typeof readJson>>;
  try {
    json = await readJson(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw new ArchiveError(`${file}: cannot be read (${codeOf(error)}); ${remedy}`, { cause: error });
  }
  const { inspectBaselines } = await import('../inspect.ts');
  const found = 'lack' in json ? json : inspectBaselines(json.value);
  if ('lack' in found) throw new ArchiveError(`${file}: ${found.lack}; ${remedy}`);
  return found.baselines;
}

async function write(folder: string, baselines: readonly Blessing[]): Promise<void> {
  const text = toJsonText({ schema: 'ralph/baselines@1', baselines: [...baselines].sort(byName) });
  const file = join(folder, BASELINES_FILE);
  await replaceFile(file, text).catch((error: unknown) => {
    throw new ArchiveError(`${file}: cannot be written (${codeOf(error)}); correct the folder`, {
      cause: error,
    });
  });
}

/** Blesses a review, in place of the one that was blessed for its target and branch. */
export async function bless(folder: string, blessing: Blessing): Promise<void> {
  const others = (await readBaselines(folder)).filter((each) => !isSame(each, blessing));
  await write(folder, [...others, blessing]);
}

/** Takes the blessing from those that `isGone` says; answers with them. */
export async function unbless(
  folder: string,
  isGone: (blessing: Blessing) => boolean,
): Promise<readonly Blessing[]> {
  const all = await readBaselines(folder);
  const gone = all.filter(isGone);
  if (gone.length > 0)
    await write(
      folder,
      all.filter((each) => !isGone(each)),
    );
  return gone;
}
