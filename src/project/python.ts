import { commandLine } from '../domain/commands/shell.ts';
import type { Text } from '../domain/text.ts';
import { folderOf, joined, nameOf, type ProjectFiles, within } from './files.ts';
import type { FoundTask } from './task.ts';

/** An environment of Python that lies in the project. */
export interface Environment {
  /** Path of its interpreter. */
  readonly python: string;
  /** Top-level names in its site-packages. */
  readonly packages: ReadonlySet<string>;
}

const PYTHON = /^(?:bin\/python3?|Scripts\/python\.exe)$/;
const PACKAGE = /^(?:lib\/python[\d.]+|Lib)\/site-packages\/([^/]+)$/;

/** Environments, those nearest to the root first. */
export function environmentsIn({ paths }: ProjectFiles): readonly Environment[] {
  return paths
    .filter((path) => nameOf(path) === 'pyvenv.cfg')
    .flatMap((path) => {
      const folder = folderOf(path);
      const inside = paths
        .filter((each) => each.startsWith(`${folder}/`))
        .map((each) => within(each, folder));
      const python = inside.find((each) => PYTHON.test(each));
      const packages = new Set(inside.flatMap((each) => PACKAGE.exec(each)?.[1] ?? []));
      return python === undefined ? [] : [{ python: joined(folder, python), packages }];
    });
}

/** The requirements file of the backend: the one that names FastAPI before any other, pip's own format before pyproject. */
export function requirementsIn({ texts }: ProjectFiles): string | null {
  const files = [...texts.keys()].filter(
    (path) => /^requirements[^/]*\.txt$/.test(nameOf(path)) || nameOf(path) === 'pyproject.toml',
  );
  const rank = (path: string): number =>
    (/\bfastapi\b/i.test(texts.get(path) ?? '') ? 0 : 4) +
    (path.endsWith('.toml') ? 2 : 0) +
    (/(?:dev|test|docs|lint)/.test(nameOf(path)) ? 1 : 0);
  return files.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

const TEST_FILE = /^(?:test_[^/]*|[^/]*_test)\.py$/;
const SAYS_PYTEST = /\[tool\.pytest|\[pytest\]|\[tool:pytest\]|^[ \t]*["']?pytest\b/m;
const CONFIGURES =
  /^(?:pytest\.ini|pyproject\.toml|tox\.ini|setup\.cfg|requirements[^/]*\.txt|conftest\.py)$/;

/** Tools that know where the environment of a project lies, by the file that says so. */
const RUNNERS: readonly (readonly [lock: string, tool: string])[] = [
  ['poetry.lock', 'poetry'],
  ['Pipfile.lock', 'pipenv'],
];

const noPytest = (python: string, requirements: string | null): Text => {
  const more = requirements?.endsWith('.txt') ? ['-r', requirements] : [];
  const command = commandLine([python, '-m', 'pip', 'install', 'pytest', ...more]);
  return {
    en: `${python} has no pytest: ${command}`,
    fr: `${python} n’a pas pytest : ${command}`,
  };
};

const unknownPython: Text = {
  en: 'no environment of Python lies in the project: name the interpreter that has pytest',
  fr: 'aucun environnement Python dans le projet : nommez l’interpréteur qui a pytest',
};

/** The folder of all the tests: what holds every test file, `tests` where each has one. */
function commonFolder(files: readonly string[]): string {
  const [first = [], ...rest] = files.map((file) => folderOf(file).split('/'));
  const shared = first.findIndex((part, index) => rest.some((other) => other[index] !== part));
  return (shared === -1 ? first : first.slice(0, shared)).join('/');
}

/** How pytest is run here; null where nothing speaks of it. */
export function pytestIn(files: ProjectFiles): FoundTask | null {
  const tests = files.paths.filter((path) => TEST_FILE.test(nameOf(path)));
  const says = [...files.texts].some(
    ([path, text]) =>
      CONFIGURES.test(nameOf(path)) && (nameOf(path) === 'conftest.py' || SAYS_PYTEST.test(text)),
  );
  const [first] = tests;
  if (first === undefined || !(says || tests.length > 0)) return null;
  const folder = commonFolder(tests);
  const where = folder === '' ? [] : [folder];
  const tool = RUNNERS.find(([lock]) => files.paths.includes(lock))?.[1];
  const environments = environmentsIn(files);
  const ready = environments.find(({ packages }) => packages.has('pytest'));
  const [chosen = ready] = ready ? [ready] : environments;
  const by = folder === '' ? first : `${folder}/`;
  if (chosen) {
    const lacks = ready ? null : noPytest(chosen.python, requirementsIn(files));
    return { command: [chosen.python, '-m', 'pytest', ...where], by, lacks };
  }
  if (tool !== undefined) return { command: [tool, 'run', 'pytest', ...where], by, lacks: null };
  return { command: ['python3', '-m', 'pytest', ...where], by, lacks: unknownPython };
}
