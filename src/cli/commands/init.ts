import { stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { FILE_NAMES } from '../../config/load.ts';
import { validate } from '../../config/validate.ts';
import { parseYaml } from '../../config/yaml-source.ts';
import { commandLine } from '../../domain/commands/shell.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { drawn } from '../../project/drawn.ts';
import { judgingKeys } from '../../project/judging-keys.ts';
import { targetKeys } from '../../project/target-keys.ts';
import { addressFrom } from '../address.ts';
import { calledAs } from '../called.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { choose } from '../init/choose.ts';
import { candidatesAt, lookAround } from '../init/look-around.ts';
import { told } from '../init/told.ts';
import { languageOf } from '../language.ts';
import { questionsOf } from '../questions.ts';
import { packageRoot } from '../reference-stack.ts';
import { rules } from '../rules.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface InitFlags {
  readonly target?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly lang?: Lang;
  readonly json?: boolean;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The config of a folder: the one that is there, or where one is to be written. Refuses one that is there without --force. */
async function configIn(root: string, { force, dryRun }: InitFlags): Promise<string> {
  const found = await stat(root).catch(() => undefined);
  if (!found?.isDirectory())
    throw new UsageError(`init: found no folder ${root}, expected that of the project`);
  for (const file of FILE_NAMES.map((name) => join(root, name))) {
    if (!(await isThere(file))) continue;
    if (force || dryRun) return file;
    throw new UsageError(
      `init: found ${file} already, and left it alone; "ralph doctor" says whether it works, --dry-run shows a new one, --force writes it over`,
    );
  }
  return join(root, FILE_NAMES[0]);
}

/** Where an editor finds the schema, seen from the config; null where that is nowhere near. */
function schemaFrom(folder: string): string | null {
  const path = relative(folder, join(packageRoot, 'ralph.schema.json')).replaceAll('\\', '/');
  return path.startsWith('../../') || path.includes(':') ? null : path.replace(/^(?!\.)/, './');
}

const nameFrom = (root: string): string => oneLine(basename(root)).slice(0, 60).trim() || 'stack';

/** The same rules by which every config is read; what does not hold them is never written. */
async function checked(text: string, env: Terminal['env']): Promise<void> {
  const source = await parseYaml(text);
  const found = 'problems' in source ? source : validate(source, rules.criteria, env);
  if (!('problems' in found)) return;
  const [problem] = found.problems;
  throw new Error(
    `init drew a config that the schema refuses (${problem?.path}: ${problem?.message}), and wrote nothing: please report it; "ralph init --dry-run --target URL" may do meanwhile`,
  );
}

const NEXT = {
  en: (file: string, doctor: string, review: string) =>
    `Wrote ${file}. Next:\n  ${doctor}\n      what can be measured here, and how to get the rest\n  ${review}\n      measure, judge, and write the first review\n`,
  fr: (file: string, doctor: string, review: string) =>
    `${file} est écrit. Ensuite :\n  ${doctor}\n      ce qui est mesurable ici, et comment obtenir le reste\n  ${review}\n      mesurer, juger, écrire la première revue\n`,
} as const;

/** A command as it is typed from where the person stands. */
async function typed(name: string, shown: string, terminal: Terminal): Promise<string> {
  const where = FILE_NAMES.some((each) => each === shown) ? [] : ['-c', shown];
  return `${await calledAs(terminal)} ${commandLine([name, ...where])}`;
}

/** Looks at a project and at what runs here, and writes the config that reviews it; executes nothing of the project. */
export async function init(
  folder: string | undefined,
  flags: InitFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { env } = terminal;
  const lang = languageOf(flags.lang, undefined, env);
  const root = resolve(terminal.cwd(), folder ?? '.');
  const file = await configIn(root, flags);
  const given = flags.target === undefined ? undefined : addressFrom(flags.target, '--target');
  const surroundings = await lookAround(root, given, signal);
  const { questions, close } = questionsOf(terminal, { lang, yes: flags.yes ?? false, signal });
  const look = (url: string) => candidatesAt([url], signal);
  const chosen = await choose(surroundings, { questions, look, env, given }).finally(close);
  // What servers say of themselves stands in it.
  const text = terminal.secrets.mask(
    await drawn(
      targetKeys(nameFrom(root), chosen, surroundings.project, surroundings.gpus),
      judgingKeys(flags.lang),
      { lang, schema: schemaFrom(dirname(file)) },
    ),
  );
  await checked(text, env);
  if (!flags.dryRun) await written(file, text, flags.force ?? false);
  const shown = relative(terminal.cwd(), file) || file;
  if (flags.json) {
    const { project, asked, gpus } = surroundings;
    const all = { file: flags.dryRun ? null : file, config: text, ...chosen, asked, project, gpus };
    terminal.stdout.write(`${seen(JSON.stringify(all, null, 2))}\n`);
  } else if (flags.dryRun) terminal.stdout.write(text);
  else {
    const [doctor, review] = [await typed('doctor', shown, terminal), await typed('review', shown, terminal)];
    terminal.stdout.write(
      `${told(surroundings, chosen, lang, canvasOf(terminal, false).columns)}${NEXT[lang](shown, doctor, review)}`,
    );
  }
  return EXIT.passed;
}

async function written(file: string, text: string, force: boolean): Promise<void> {
  await writeFile(file, text, { flag: force ? 'w' : 'wx' }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      `init: ${file} cannot be written (${code}): make its folder writable, or say --dry-run`,
    );
  });
}
