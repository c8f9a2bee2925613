import { figure, signed } from '../domain/figure.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** No latency that is scored is decided by less. */
const MUCH_MS = 5;
/** Of the smallest latency that is scored … */
const MUCH_SHARE = 0.1;
/** … but no point hangs on less than this, however fast the stack is. */
const LEAST_MS = 1;

const SCORED = ['llm.e2el_ms', 'tts.total_ms', 'turn.e2e_ms'] as const;

/** The larger median error, where it matters to the smallest latency that is scored. */
function lateness(facts: Facts) {
  const errors = (['instrument.http_error_ms', 'instrument.first_error_ms'] as const).flatMap(
    (metric) => facts.number(metric) ?? [],
  );
  const errorMs = errors.sort((a, b) => Math.abs(b) - Math.abs(a))[0];
  const smallestMs = SCORED.flatMap((metric) => facts.number(metric) ?? []).sort((a, b) => a - b)[0];
  if (errorMs === undefined) return undefined;
  const limitMs = Math.max(
    LEAST_MS,
    Math.min(MUCH_MS, MUCH_SHARE * (smallestMs ?? Number.POSITIVE_INFINITY)),
  );
  return Math.abs(errorMs) > limitMs ? { errorMs, smallestMs } : undefined;
}

export default defineDiagnosis({
  id: 'instrument-late',
  layer: 'stack',
  explains: [],
  otherwise: 'note',
  about: {
    en: 'Before the load ralph asks a server of its own with known delays. Here it was late by so much that the smallest latency that is scored would be decided by it. It says something about the machine that measures and nothing about the stack.',
    fr: 'Avant la charge, ralph interroge un serveur à lui aux délais connus. Ici son retard est tel que la plus petite latence notée en dépendrait. Cela parle de la machine qui mesure, pas de la pile.',
  },
  detect(facts) {
    const late = lateness(facts);
    if (!late) return undefined;
    const error = `${signed(late.errorMs)} ms`;
    const smallest = late.smallestMs === undefined ? null : figure(late.smallestMs, 'ms');
    return {
      title: {
        en: `The times of this review are wrong by ${error}: the machine that measured was late`,
        fr: `Les temps de cette revue sont faux de ${error} : la machine qui mesurait était en retard`,
      },
      headline: { en: 'INSTRUMENT LATE', fr: 'INSTRUMENT EN RETARD' },
      evidence: [
        {
          en: `known delays, asked for as the stack is asked, were measured with an error of ${error} (median)`,
          fr: `des délais connus, demandés comme la pile l’est, ont été mesurés avec une erreur de ${error} (médiane)`,
        },
        ...(smallest === null
          ? []
          : [
              {
                en: `the smallest latency that is scored: ${smallest}`,
                fr: `la plus petite latence notée : ${smallest}`,
              },
            ]),
      ],
      story: {
        en: 'Something kept the processors of this machine busy just before the measuring, so that answers lay there before they were noticed. Part of every latency is that wait, not the stack.',
        fr: 'Quelque chose occupait les processeurs de cette machine juste avant la mesure, si bien que les réponses étaient là avant d’être vues. Une part de chaque latence est cette attente, pas la pile.',
      },
      remedy: [
        {
          text: {
            en: 'See what else runs, and let it end or move it',
            fr: 'Voir ce qui tourne d’autre, et le laisser finir ou le déplacer',
          },
          code: { language: 'bash', lines: ['uptime', 'top -b -n 1 | head -n 15'] },
        },
        {
          text: {
            en: 'Measure from a machine that has nothing else to do',
            fr: 'Mesurer depuis une machine qui n’a rien d’autre à faire',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'ralph’s own clocks can be trusted here',
            fr: 'les horloges de ralph sont fiables ici',
          },
          command: 'ralph calibrate',
          holds: false,
        },
      ],
      quip: {
        en: 'Before you blame the runner, look at the stopwatch.',
        fr: 'Avant d’accuser le coureur, regarder le chronomètre.',
      },
    };
  },
});
