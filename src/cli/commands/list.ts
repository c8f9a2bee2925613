import { figure } from '../../domain/figure.ts';
import type { Metric } from '../../domain/metric.ts';
import type { Lang } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { reporters } from '../../reporters/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { grid } from '../grid.ts';
import { languageOf } from '../language.ts';
import { rules } from '../rules.ts';
import { canvasOf, type Terminal } from '../terminal.ts';

/** Everything that ralph can ask and how it judges, as data. */
function catalogue(lang: Lang) {
  return {
    probes: rules.probes.map(({ id, title, phase }) => ({ id, title: title[lang], phase })),
    metrics: rules.probes.flatMap((probe) =>
      Object.entries<Metric<unknown>>(probe.metrics).map(([name, metric]) => ({
        id: `${probe.id}.${name}`,
        title: metric.title[lang],
        ...(metric.kind === 'number'
          ? { unit: metric.unit, better: metric.better, formula: metric.formula[lang] }
          : { unit: 'state', better: Object.keys(metric.states).join(' > '), formula: '' }),
      })),
    ),
    criteria: rules.criteria.map(({ id, title, objective, blocking, weight, shown, formula }) => ({
      id,
      title: title[lang],
      objective: objective
        ? `${objective.sense === 'at-most' ? '≤' : '≥'} ${figure(objective.value, objective.unit)}`
        : '',
      blocking,
      weight,
      shown,
      points: formula[lang],
    })),
    findings: rules.diagnoses.map(({ id, layer, explains }) => ({
      id,
      layer,
      explains: explains.join(', '),
    })),
    reporters: reporters.map(({ id }) => ({ id })),
  };
}

/** Prints the catalogue: probes, metrics, criteria with their objectives, findings, reporters. */
export async function list(flags: Flags, terminal: Terminal): Promise<ExitCode> {
  const known = catalogue(languageOf(flags.lang, undefined, terminal.env));
  if (flags.json) {
    terminal.stdout.write(`${seen(JSON.stringify(known, null, 2))}\n`);
    return EXIT.passed;
  }
  const { columns } = canvasOf(terminal, flags.color);
  for (const [title, rows] of Object.entries(known)) {
    terminal.stdout.write(`${title}\n${await grid(rows, columns)}\n\n`);
  }
  return EXIT.passed;
}
