import { quoted } from '../domain/commands/shell.ts';
import type { Text } from '../domain/text.ts';
import { folderOf, joined, nameOf, type ProjectFiles } from './files.ts';
import { type FoundTask, inFolder } from './task.ts';

interface Package {
  readonly path: string;
  readonly folder: string;
  readonly names: ReadonlySet<string>;
}

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Every package.json, with the names of what it depends on. */
const packagesIn = ({ texts }: ProjectFiles): Package[] =>
  [...texts]
    .filter(([path]) => nameOf(path) === 'package.json')
    .map(([path, text]) => {
      const { dependencies, devDependencies } = parsed(text);
      const names = new Set([...keysOf(dependencies), ...keysOf(devDependencies)]);
      return { path, folder: folderOf(path), names };
    });

const MANAGERS: readonly (readonly [lock: string, command: string])[] = [
  ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
  ['yarn.lock', 'yarn install --frozen-lockfile'],
  ['package-lock.json', 'npm ci'],
];

function notInstalled({ folder }: Package, { paths }: ProjectFiles): Text {
  const found = MANAGERS.find(([lock]) => paths.includes(joined(folder, lock)));
  const command = `${folder === '' ? '' : `cd ${quoted(folder)} && `}${found?.[1] ?? 'npm install'}`;
  return { en: `its packages are not installed: ${command}`, fr: `ses paquets manquent : ${command}` };
}

/** The first package that depends on one of these programs, and how that is run; npx fetches nothing. */
function running(
  files: ProjectFiles,
  programs: Readonly<Record<string, readonly string[]>>,
): FoundTask | null {
  for (const found of packagesIn(files)) {
    const program = Object.keys(programs).find((name) => found.names.has(name));
    if (program === undefined) continue;
    const { folder, path: by } = found;
    const isThere = files.paths.includes(joined(folder, `node_modules/.bin/${program}`));
    return {
      command: ['npx', '--no-install', program, ...(programs[program] ?? [])],
      ...inFolder(folder),
      by,
      lacks: isThere ? null : notInstalled(found, files),
    };
  }
  return null;
}

/** How a suite of JavaScript is run; null where there is none. */
export const scriptTestsIn = (files: ProjectFiles): FoundTask | null =>
  running(files, { vitest: ['run'], jest: [] });

/** How the pages are built; null where there are none. */
export const pagesBuildIn = (files: ProjectFiles): FoundTask | null =>
  running(files, { next: ['build'], vite: ['build'] });
