import { figure } from '../domain/figure.ts';
import type { Metric } from '../domain/metric.ts';
import type { Probe } from '../domain/probe.ts';
import type { Lang } from '../domain/text.ts';
import { labelled } from './parts.ts';
import { WORDS } from './words.ts';

function facts(metric: Metric<unknown>, lang: Lang): readonly string[] {
  const words = WORDS[lang];
  if (metric.kind === 'state') {
    const states = Object.entries(metric.states).map(([state, said]) => `\`${state}\` (${said[lang]})`);
    return [labelled(words.states, states.join(', '), lang)];
  }
  const { unit, better, formula, floor } = metric;
  return [
    labelled(words.formula, formula[lang], lang),
    labelled(words.unit, `${unit}, ${words.better[better]}`, lang),
    ...(floor > 0 && better !== 'neither' ? [labelled(words.noise, figure(floor, unit), lang)] : []),
  ];
}

/** The pages of the metrics of one probe. */
export const metricPages = ({ id, title, metrics }: Probe, lang: Lang): readonly string[] =>
  Object.entries<Metric<unknown>>(metrics).map(([name, metric]) =>
    [
      `## ${id}.${name}`,
      `**${metric.title[lang]}**`,
      [...facts(metric, lang), labelled(WORDS[lang].probe, `\`${id}\`, ${title[lang]}`, lang)]
        .map((line) => `- ${line}`)
        .join('\n'),
    ].join('\n\n'),
  );
