import type { Evidence } from '../domain/evidence.ts';
import { oneLine } from '../domain/printable.ts';
import type { Probe } from '../domain/probe.ts';
import { describeFailure } from '../domain/sample.ts';
import type { Answer } from '../domain/stack.ts';
import type { Lang, Text } from '../domain/text.ts';
import { seen } from '../domain/unseen.ts';
import { type Expected, expectedOf } from '../pipeline/expected.ts';
import { type Plan, planOf, type Span } from '../pipeline/plan.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Flags } from './flags.ts';
import { grid } from './grid.ts';
import { clockTime, planText, spanText } from './plan-text.ts';
import type { Progress } from './progress.ts';
import type { Settings } from './settings.ts';
import { openStage } from './stage.ts';
import { canvasOf, type Terminal } from './terminal.ts';

const PHASES: Readonly<Record<Probe['phase'], Text>> = {
  before: { en: 'before the load', fr: 'avant la charge' },
  throughout: { en: 'during the load', fr: 'pendant la charge' },
  load: { en: 'alone, one after the other', fr: 'seule, l’une après l’autre' },
  after: { en: 'after it, side by side', fr: 'après, côte à côte' },
  last: { en: 'last, after a pause', fr: 'en dernier, après une pause' },
};

const WORDS = {
  en: { probe: 'Probe', requests: 'Requests', last: 'Last time', phase: 'When' },
  fr: { probe: 'Sonde', requests: 'Requêtes', last: 'Dernière fois', phase: 'Quand' },
} as const;

/** A health check waits so long for its answer. */
const LONGEST_MS = 5_000;

/** Why a review would hardly ask anything of the stack; undefined where it answers, however. */
function silenceOf(health: Answer<unknown>): Text | undefined {
  if (health.kind === 'answered' || health.failure.kind !== 'unreachable') return undefined;
  const { en, fr } = describeFailure(health.failure);
  return {
    en: `${en}; as it is, each probe would put one short question and no more`,
    fr: `${fr} ; en l’état, chaque sonde ne poserait qu’une courte question`,
  };
}

interface Asked {
  readonly settings: Settings;
  readonly flags: Flags;
  /** What would be asked. */
  readonly probes: readonly Probe[];
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly lang: Lang;
  /** Of the newest earlier run of the target; null: there is none. */
  readonly before: Evidence | null;
}

function lastTime(before: Evidence | null, { id }: Probe): string {
  const observation = before?.observations[id];
  if (observation?.kind !== 'observed') return '–';
  return clockTime(observation.durationMs - (observation.waitedMs ?? 0));
}

/** What is asked a second time where figures seem to have moved: nothing, or at most each series of the load. */
function onceMore({ probes }: Plan, { flags, before }: Asked): Span {
  const load = probes.filter(({ probe }) => probe.phase === 'load');
  const most = flags.confirm && before ? load.reduce((sum, { requests }) => sum + requests.most, 0) : 0;
  return { least: 0, most };
}

const onceMoreText = ({ most }: Span): Text => ({
  en: `; what seems to have moved since is put a second time, at most ${most} requests more (--no-confirm: nothing is)`,
  fr: ` ; ce qui semble avoir bougé depuis est redemandé une fois, au plus ${most} requêtes de plus (--no-confirm : rien)`,
});

async function drawn(plan: Plan, last: Text, { lang, terminal, flags, before }: Asked): Promise<string> {
  const words = WORDS[lang];
  const rows = plan.probes.map(({ probe, requests }) => ({
    [words.probe]: probe.title[lang],
    [words.requests]: requests.most === 0 ? '–' : spanText(requests),
    [words.last]: lastTime(before, probe),
    [words.phase]: PHASES[probe.phase][lang],
  }));
  const { columns } = canvasOf(terminal, flags.color);
  return `${await grid(rows, columns)}\n${oneLine(last[lang])}\n`;
}

/** The plan as data. */
const told = ({ probes, ...plan }: Plan, expected: Expected, answers: boolean, again: Span) => ({
  answers,
  ...plan,
  again,
  free: Number.isFinite(plan.free) ? plan.free : null,
  expected,
  probes: probes.map(({ probe: { id, phase }, requests }) => ({ id, phase, requests })),
});

/** Says what a review would ask and how long it would take. Asks the stack how it is and what it is, and nothing else. */
export async function dryRun(asked: Asked): Promise<ExitCode> {
  const { settings, flags, probes, terminal, progress, signal, before } = asked;
  const { scenario } = settings.config;
  const stage = await openStage(settings, progress, signal);
  try {
    const { stack, pace } = stage;
    const brief = { timeoutMs: Math.min(LONGEST_MS, scenario.timeoutMs), signal };
    const silence = silenceOf(await stack.health(brief));
    if (!silence) await stack.identity?.(brief);
    const plan = planOf(probes, scenario, pace, stack.cost);
    const expected = expectedOf(plan, scenario, before);
    const again = onceMore(plan, asked);
    const { en, fr } = planText(plan, expected);
    const more = again.most > 0 ? onceMoreText(again) : { en: '', fr: '' };
    const last = silence ?? { en: `${en}${more.en}`, fr: `${fr}${more.fr}` };
    terminal.stdout.write(
      flags.json
        ? `${seen(JSON.stringify(told(plan, expected, !silence, again), null, 2))}\n`
        : await drawn(plan, last, asked),
    );
    return EXIT.passed;
  } finally {
    await stage.close();
  }
}
