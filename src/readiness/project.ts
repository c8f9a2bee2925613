import type { Text } from '../domain/text.ts';
import type { Check } from './check.ts';

/** A command of a config, and whether its program is there. */
export interface TaskFacts {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly hasFolder: boolean;
  readonly hasProgram: boolean;
}

/** What is known of the project of a target; null: the config does not say. */
export interface ProjectFacts {
  readonly tests: TaskFacts | null;
  readonly build: TaskFacts | null;
  readonly requirements: { readonly file: string; readonly isThere: boolean } | null;
  /** Whether the commit can be read; null without a folder. */
  readonly hasCommit: boolean | null;
}

const TITLES = {
  tests: { en: 'Tests', fr: 'Tests' },
  build: { en: 'Build', fr: 'Build' },
  requirements: { en: 'Requirements', fr: 'Requirements' },
  commit: { en: 'Commit', fr: 'Commit' },
} as const satisfies Readonly<Record<string, Text>>;

type Id = keyof typeof TITLES;

const check = (id: Id, rest: Omit<Check, 'id' | 'of' | 'title'>): Check => ({
  ...{ id, of: 'stack', title: TITLES[id] },
  ...rest,
});

/** What the config leaves unsaid, with how it would say it. */
const unsaid = (line: string): Pick<Check, 'standing' | 'found' | 'advice'> => ({
  standing: 'gap',
  found: { en: 'left out: the config names none', fr: 'omis : la config n’en nomme pas' },
  advice: { en: `below target, ${line}`, fr: `sous target, ${line}` },
});

const EXAMPLES = {
  tests: 'tests: {command: [venv/bin/python, -m, pytest]}',
  build: 'build: {command: [npx, --no-install, next, build], folder: frontend}',
  requirements: 'requirements: backend/requirements.txt',
} as const;

function taskCheck(id: 'tests' | 'build', task: TaskFacts | null): Check {
  if (task === null) return check(id, unsaid(EXAMPLES[id]));
  const line = task.argv.join(' ');
  if (!task.hasFolder)
    return check(id, {
      standing: 'wrong',
      found: { en: `no folder ${task.folder}`, fr: `pas de dossier ${task.folder}` },
      advice: { en: `correct target.${id}.folder`, fr: `corrigez target.${id}.folder` },
    });
  if (!task.hasProgram)
    return check(id, {
      standing: 'wrong',
      found: { en: `found no program ${task.argv[0]}`, fr: `programme ${task.argv[0]} introuvable` },
      advice: {
        en: `install it, or correct target.${id}.command (a path stands against its folder)`,
        fr: `installez-le, ou corrigez target.${id}.command (un chemin part de son dossier)`,
      },
    });
  return check(id, {
    standing: 'ready',
    found: { en: `${line} (run by a review, not now)`, fr: `${line} (lancé par une revue, pas maintenant)` },
  });
}

function requirementsCheck({ requirements }: ProjectFacts): Check {
  if (requirements === null) return check('requirements', unsaid(EXAMPLES.requirements));
  const { file, isThere } = requirements;
  return isThere
    ? check('requirements', { standing: 'ready', found: { en: file, fr: file } })
    : check('requirements', {
        standing: 'wrong',
        found: { en: `found no ${file}`, fr: `${file} introuvable` },
        advice: { en: 'correct target.requirements', fr: 'corrigez target.requirements' },
      });
}

/** What of the project a review can look at; nothing of it is run. */
export function projectChecks(facts: ProjectFacts): Check[] {
  const { hasCommit } = facts;
  return [
    taskCheck('tests', facts.tests),
    taskCheck('build', facts.build),
    requirementsCheck(facts),
    check('commit', {
      ...(hasCommit
        ? { standing: 'ready', found: { en: 'read by git', fr: 'lu par git' } }
        : {
            standing: 'gap',
            found:
              hasCommit === null
                ? {
                    en: 'the config has no target.folder: reviews name no commit',
                    fr: 'la config n’a pas de target.folder : sans commit',
                  }
                : {
                    en: 'no git repository: reviews name no commit',
                    fr: 'pas de dépôt git : les revues ne nomment aucun commit',
                  },
            ...(hasCommit === false && { commands: ['git init'] }),
          }),
    }),
  ];
}
