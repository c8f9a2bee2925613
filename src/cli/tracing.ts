import { createClock } from '../host/clock.ts';
import { COLON } from '../reporters/words.ts';
import type { Collector } from '../telemetry/collector.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { collectorOf } from './collector.ts';
import { nameOf, type Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Somebody who interrupts a run waits no longer than this for its trace. */
const INTERRUPTED_MS = 2_000;

interface Asked {
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly lang: 'en' | 'fr';
  /** One line of progress. */
  say(line: string): void;
}

const words = {
  sent: {
    en: (spans: number) => `${spans} spans handed to`,
    fr: (spans: number) => `${spans} spans remis à`,
  },
  lost: { en: 'could not be handed over', fr: 'n’a pu être remise' },
} as const;

/** The address without what may be secret in it. */
const shown = ({ url }: Collector): string => {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
};

async function sayHanded(tracing: Tracing, collector: Collector, { signal, terminal, lang, say }: Asked) {
  const budgetMs = signal.aborted ? Math.min(INTERRUPTED_MS, collector.timeoutMs) : collector.timeoutMs;
  const error = signal.aborted ? 'interrupted' : undefined;
  const { sent, lack } = await tracing.handOver(AbortSignal.timeout(budgetMs), error);
  const trace = `trace ${tracing.traceId}${COLON[lang]}`;
  if (lack === undefined) say(`${trace}${words.sent[lang](sent)} ${shown(collector)}`);
  else terminal.stderr.write(`${trace}${words.lost[lang]} (${shown(collector)}${COLON[lang]}${lack})\n`);
}

/**
 * The trace of what a command measures, handed to its collector when it is disposed of; undefined where nobody wants
 * one, and then nothing of it is loaded. Throws UsageError where a variable of OpenTelemetry makes no sense.
 */
export async function tracingOf(
  name: string,
  asked: Asked,
): Promise<(Tracing & AsyncDisposable) | undefined> {
  const { settings, terminal } = asked;
  const collector = collectorOf(terminal, settings.config.telemetry);
  if (collector === null) return undefined;
  const { openTracing } = await import('../telemetry/tracing.ts');
  const { target } = settings.config;
  const tracing = openTracing({
    ...{ name, collector, version, clock: createClock(), traceparent: terminal.env.TRACEPARENT },
    attributes: { 'ralph.target.name': nameOf(settings), 'ralph.target.dialect': target.dialect },
    mask: terminal.secrets.mask,
  });
  return { ...tracing, [Symbol.asyncDispose]: () => sayHanded(tracing, collector, asked) };
}
