import type { CommandOutcome } from '../domain/host.ts';
import { defineProbe } from '../domain/probe.ts';
import { type BuildResult, buildResult, countRoutes } from '../suites/next-build.ts';
import { withoutDownloads } from '../suites/refusal.ts';
import { lastLines, plain } from '../suites/terminal-text.ts';

/** What came of the target's build. */
export type BuildReadings = {
  readonly state: BuildResult['state'];
  readonly exitCode: number | null;
  /** As the tables of `next build` list them; null where there is no table. */
  readonly routes: number | null;
  /** Null in transcribed evidence that did not say. */
  readonly durationS: number | null;
  readonly reason: string | null;
  /** Another build held the lock: this one says nothing of the code. */
  readonly locked: boolean;
};

const MOST_OUTPUT_BYTES = 8 * 2 ** 20;
const TAIL_LINES = 40;

function readingsOf(outcome: CommandOutcome, text: string): BuildReadings {
  const { state, reason, locked } = buildResult(outcome, text);
  return {
    state,
    exitCode: outcome.kind === 'exited' ? outcome.code : null,
    routes: state === 'built' ? countRoutes(text) : null,
    durationS: outcome.kind === 'not-started' ? 0 : Math.round(outcome.durationMs) / 1000,
    reason,
    locked,
  };
}

/** A stack that cannot be built cannot be deployed, however well the running one answers. */
export default defineProbe<BuildReadings>()({
  id: 'build',
  title: { en: 'Build', fr: 'Build' },
  phase: 'after',
  needsHost: true,
  metrics: {
    state: {
      kind: 'state',
      title: { en: 'Build', fr: 'Build' },
      states: {
        built: { en: 'builds', fr: 'réussi' },
        failed: { en: 'fails', fr: 'en échec' },
        'timed-out': { en: 'timed out', fr: 'délai dépassé' },
        'not-started': { en: 'not started', fr: 'non lancé' },
      },
      from: ({ state }) => state,
      shown: ({ routes }) =>
        routes === null ? undefined : { en: `builds, ${routes} routes`, fr: `réussi, ${routes} routes` },
    },
    routes: {
      kind: 'number',
      title: { en: 'Routes built', fr: 'Routes construites' },
      unit: 'count',
      better: 'higher',
      floor: 0.5,
      formula: {
        en: 'rows of the route tables, legend and middleware left out',
        fr: 'lignes des tableaux de routes, sans légende ni middleware',
      },
      from: ({ routes }) => routes ?? undefined,
    },
    duration_s: {
      kind: 'number',
      title: { en: 'Duration of the build', fr: 'Durée du build' },
      unit: 's',
      better: 'lower',
      floor: 5,
      formula: { en: 'start to end of the command', fr: 'du début à la fin de la commande' },
      from: ({ state, durationS }) => (state === 'built' ? (durationS ?? undefined) : undefined),
    },
  },
  async observe({ target, host, signal }) {
    if (target.build === null) return { unavailable: 'no build command is configured (target.build)' };
    const { argv, folder, timeoutMs } = target.build;
    const outcome = await host.commands.run({
      argv,
      folder,
      env: withoutDownloads,
      timeoutMs,
      maxOutputBytes: MOST_OUTPUT_BYTES,
      signal,
    });
    const text =
      outcome.kind === 'not-started' ? outcome.message : plain(`${outcome.stdout}\n${outcome.stderr}`);
    const tail = lastLines(text, TAIL_LINES).join('\n');
    return {
      readings: readingsOf(outcome, text),
      raw: tail === '' ? [] : [{ title: 'build', language: 'text', content: tail }],
    };
  },
});
