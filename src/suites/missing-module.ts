import { isAbsolute, relative } from 'node:path';
import { quoted } from './terminal-text.ts';

export interface MissingModule {
  readonly module: string;
  /** `path:line` of the deepest file of the project that imports it; null where the output does not tell. */
  readonly at: string | null;
}

/** How a language says that a module is missing, surest first; the last group is its name. */
const complaints: readonly RegExp[] = [
  /^E +ModuleNotFoundError: No module named '([^'\n]+)'/m,
  /^(?:\S+\.py:\d+: )?ModuleNotFoundError: No module named '([^'\n]+)'/m,
  /^\S*python[\d.]*(?:\.exe)?: No module named '?([\w.]+)'?\.?$/m,
  /Cannot find (?:module|package) '([^'\n]+)'/,
  /Failed to resolve import "([^"\n]+)"/,
];

/** Frames that lead down to a complaint: pytest's, Python's own. */
const framesAbove: readonly RegExp[] = [
  /^(.+?\.py):(\d+): ?(?:in |$)/,
  /^(?:E\s+)?\s*File "(.+?\.py)", line (\d+)/,
];

/** Places said with or after it: pytest's long form, JavaScript. */
const framesBelow: readonly RegExp[] = [
  /^(.+?\.py):(\d+): ModuleNotFoundError/,
  /(?:^\s*❯ |\()([^\s()]+\.[cm]?[jt]sx?):(\d+):\d+/,
];

const foreign = /(?:^|\/)(?:site-packages|dist-packages|node_modules|\.?venv|lib\/python[\d.]+)\//;

function projectPlace(line: string, places: readonly RegExp[], folder: string): string | null {
  for (const place of places) {
    const [, path, number] = place.exec(line) ?? [];
    if (path === undefined) continue;
    const inside = isAbsolute(path) ? relative(folder, path) : path.replace(/^\.\//, '');
    if (!inside.startsWith('..') && !isAbsolute(inside) && !foreign.test(inside))
      return `${inside}:${number}`;
  }
  return null;
}

const BEFORE = 200;
const AFTER = 12;

/** A new traceback or a new section: frames beyond it belong to another error. */
const boundary = /^(?:_{3,} .* _{3,}|={3,} .* ={3,}|(?:E +)?Traceback \(most recent call last\):)$/;

function upTo(lines: readonly string[], end: RegExp): readonly string[] {
  const index = lines.findIndex((line) => end.test(line));
  return index === -1 ? lines : lines.slice(0, index);
}

/** The first missing module that an output names, and where the project (in `folder`) imports it; null for none. */
export function missingModule(text: string, folder: string): MissingModule | null {
  const found = complaints.map((complaint) => complaint.exec(text)).find((match) => match !== null);
  if (!found) return null;
  const above = text
    .slice(Math.max(0, found.index - 100_000), found.index)
    .split('\n')
    .slice(-BEFORE)
    .reverse();
  const below = text
    .slice(found.index, found.index + 10_000)
    .split('\n')
    .slice(0, AFTER);
  const at = [
    ...upTo(below, boundary).map((line) => projectPlace(line, framesBelow, folder)),
    ...upTo(above, boundary).map((line) => projectPlace(line, framesAbove, folder)),
  ].find((place) => place !== null);
  return { module: quoted(found[1] ?? '', 100), at: at === undefined ? null : quoted(at) };
}
