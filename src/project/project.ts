import { commandLine } from '../domain/commands/shell.ts';
import { type App, appsIn } from './apps.ts';
import type { ProjectFiles } from './files.ts';
import { type NamedPort, portsNamed } from './ports.ts';
import { environmentsIn, pytestIn, requirementsIn } from './python.ts';
import { pagesBuildIn, scriptTestsIn } from './scripts.ts';
import type { FoundTask } from './task.ts';

/** What the files of a project say of the stack that it is. */
export interface Project {
  readonly apps: readonly App[];
  readonly ports: readonly NamedPort[];
  /** Path of the interpreter of its first environment. */
  readonly python: string | null;
  readonly requirements: string | null;
  /** Suites, the one of the backend first: a config runs one. */
  readonly tests: readonly FoundTask[];
  readonly build: FoundTask | null;
}

/** Reads a project; nothing of it is executed. */
export function projectFrom(files: ProjectFiles): Project {
  return {
    apps: appsIn(files),
    ports: portsNamed(files),
    python: environmentsIn(files)[0]?.python ?? null,
    requirements: requirementsIn(files),
    tests: [pytestIn(files), scriptTestsIn(files)].filter((task) => task !== null),
    build: pagesBuildIn(files),
  };
}

/** The command that starts the first application of a project where `url` says; none where it has none, or that is elsewhere. */
export function startedBy({ apps: [app], python }: Pick<Project, 'apps' | 'python'>, url: string): string[] {
  const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '' };
  if (app === undefined || !/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return [];
  const where = app.folder === '' ? [] : ['--app-dir', app.folder];
  const at = port === '' ? [] : ['--port', port];
  return [commandLine([python ?? 'python3', '-m', 'uvicorn', app.served, ...where, ...at])];
}
