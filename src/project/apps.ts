import { folderOf, joined, nameOf, type ProjectFiles, within } from './files.ts';

/** An application of FastAPI in the sources. */
export interface App {
  /** Path of the source. */
  readonly file: string;
  /** Folder to start it in, relative to the root; "" is the root. */
  readonly folder: string;
  /** As uvicorn is told it there: "main:app". */
  readonly served: string;
}

const MADE = /^([A-Za-z_]\w*)(?:\s*:\s*[\w.]+)?\s*=\s*(?:fastapi\.)?FastAPI\s*\(/m;

/** What no project serves: its tests and its examples. */
const ASIDE = /(?:^|\/)(?:tests?|examples?|docs)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$/;

/** The topmost folder of the package that a source is part of: where an import of it begins. */
function packageRoot(file: string, paths: ReadonlySet<string>): string {
  let folder = folderOf(file);
  while (folder !== '' && paths.has(joined(folder, '__init__.py'))) folder = folderOf(folder);
  return folder;
}

/** Applications of FastAPI, those nearest to the root first, and of one folder those that are called main or app. */
export function appsIn({ paths, texts }: ProjectFiles): readonly App[] {
  const known = new Set(paths);
  const rank = (file: string): number => (/^(?:main|app|server)\.py$/.test(nameOf(file)) ? 0 : 1);
  return [...texts]
    .flatMap(([file, text]): App[] => {
      const variable = file.endsWith('.py') && !ASIDE.test(file) ? MADE.exec(text)?.[1] : undefined;
      if (variable === undefined) return [];
      const folder = packageRoot(file, known);
      const module = within(file, folder).replace(/\.py$/, '').replaceAll('/', '.');
      return [{ file, folder, served: `${module}:${variable}` }];
    })
    .toSorted((a, b) => a.file.split('/').length - b.file.split('/').length || rank(a.file) - rank(b.file));
}
