import { relative } from 'node:path';
import type { LoadedConfig } from '../../config/loaded-config.ts';
import { type Lang, localise, same, type Text } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { createHost } from '../../host/host.ts';
import { readProject } from '../../host/project-files.ts';
import { redact } from '../../pipeline/redact.ts';
import { projectFrom, startedBy } from '../../project/project.ts';
import { type Check, prognosisOf } from '../../readiness/check.ts';
import { fleetChecks } from '../../readiness/fleet.ts';
import { machineChecks } from '../../readiness/machine.ts';
import { projectChecks } from '../../readiness/project.ts';
import { stackChecks } from '../../readiness/stack.ts';
import { calledAs } from '../called.ts';
import { machineFacts, projectFacts, serverFacts } from '../doctor/facts.ts';
import { fleetFacts } from '../doctor/fleet-facts.ts';
import { told } from '../doctor/told.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { inItsDialect } from '../in-its-dialect.ts';
import { languageOf } from '../language.ts';
import { lookAt } from '../look-at.ts';
import { type Settings, settingsFor } from '../settings.ts';
import { canvasOf, type Terminal } from '../terminal.ts';

export interface DoctorFlags extends Pick<Flags, 'config' | 'target' | 'reference' | 'color' | 'json'> {
  readonly lang?: Lang;
}

const configCheck = (rest: Omit<Check, 'id' | 'of' | 'title'>): Check => ({
  ...{ id: 'config', of: 'stack', title: same('Config') },
  ...rest,
});

/** The settings of a review; where the config cannot be used, what is wrong with it. */
async function settingsOrProblem(flags: DoctorFlags, terminal: Terminal): Promise<Settings | Text> {
  try {
    return await settingsFor(flags, terminal);
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError') return same(error.message);
    throw error;
  }
}

const urlsOf = ({ target: { url, services } }: LoadedConfig): string[] =>
  services ? Object.values(services).flatMap((service) => service?.url ?? []) : [url];

/** Checks of the stack that these settings describe. */
async function ofStack(
  settings: Settings,
  terminal: Terminal,
  host: ReturnType<typeof createHost>['host'],
  signal: AbortSignal,
): Promise<Check[]> {
  const { config, reference } = settings;
  const ralph = await calledAs(terminal);
  if (reference)
    return [
      configCheck({
        standing: 'gap',
        found: {
          en: 'none here: a review would be of the bundled reference stack',
          fr: 'aucune ici : une revue porterait sur la pile de référence fournie',
        },
        advice: {
          en: 'have one made for your own stack:',
          fr: 'pour votre propre pile, faites-en écrire une :',
        },
        commands: [`${ralph} init`],
      }),
    ];
  const detected = redact(await lookAt(urlsOf(config), signal), terminal.secrets.values);
  const { folder } = config.target;
  const start = folder === null ? [] : startedBy(projectFrom(await readProject(folder)), config.target.url);
  const named =
    config.file === null
      ? []
      : [configCheck({ standing: 'ready', found: same(relative(terminal.cwd(), config.file)) })];
  return [
    ...named,
    ...stackChecks(await serverFacts(config, detected, host), start),
    ...(config.file === null ? [] : projectChecks(await projectFacts(config.target, terminal.env))),
    ...fleetChecks(await fleetFacts(config, terminal)),
  ];
}

/** Says what of a review this machine and this stack can carry, and how to get the rest. */
export async function doctor(flags: DoctorFlags, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const given = await settingsOrProblem(flags, terminal);
  const isBroken = !('config' in given);
  const lang = languageOf(flags.lang, isBroken ? undefined : given.config.lang, terminal.env);
  const { host, close } = createHost();
  let checks: Check[];
  try {
    const settings = isBroken ? given : await inItsDialect(given, { say: () => {}, signal });
    const machine = machineChecks(
      await machineFacts(host, terminal.env, signal),
      'config' in settings ? settings.config.target.gpu : 'auto',
    );
    checks = [
      ...machine,
      ...('config' in settings
        ? await ofStack(settings, terminal, host, signal)
        : [
            configCheck({
              standing: 'wrong',
              found: settings,
              advice: { en: 'correct the line it names', fr: 'corrigez la ligne nommée' },
            }),
          ]),
    ];
  } finally {
    await close();
  }
  const prognosis = prognosisOf(checks);
  terminal.stdout.write(
    flags.json
      ? `${seen(JSON.stringify(localise({ prognosis, checks }, lang), null, 2))}\n`
      : await told(checks, prognosis, lang, canvasOf(terminal, flags.color)),
  );
  if (isBroken) return EXIT.usage;
  return prognosis === 'can' ? EXIT.passed : EXIT.failed;
}
