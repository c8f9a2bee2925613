import { chatCommand, checkedBy, nameOf, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { answered } from '../domain/sample.ts';
import { defineDiagnosis, middle } from './define.ts';
import { overheadOf } from './overhead.ts';

const LEAST_SAMPLES = 3;
/** Below this nobody is misled. */
const LEAST_WALL_MS = 200;
/** What the way there and back may take, which no stack can know. */
const ON_THE_WAY_MS = 100;
const LEAST_SHARE = 1 / 2;

export default defineDiagnosis({
  id: 'self-reported-latency-lies',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The latency that the stack reports of itself is less than half of what its client waited, by more than 100 ms, over at least three answers that took 200 ms or more. Only the wall clock of the client is ever scored.',
    fr: 'La latence que la pile annonce est moins de la moitié de ce que son client attend, avec plus de 100 ms d’écart, sur au moins trois réponses de 200 ms ou plus. Seule l’horloge du client est notée.',
  },
  detect(facts) {
    const replies = answered(facts.observed('llm')?.unique.warm ?? []);
    // A stack that speaks although it was not asked to may well time its model alone.
    const told = replies.flatMap(({ wallMs, reply: { reportedMs, spoken } }) =>
      reportedMs === null || spoken ? [] : [{ wallMs, reportedMs }],
    );
    const wallMs = middle(told.map((each) => each.wallMs));
    const reportedMs = middle(told.map((each) => each.reportedMs));
    if (wallMs === undefined || reportedMs === undefined || told.length < LEAST_SAMPLES) return undefined;
    // What any request costs before its route has a story of its own.
    const ownMs = wallMs - ON_THE_WAY_MS - (overheadOf(facts)?.leastMs ?? 0);
    if (wallMs <= LEAST_WALL_MS || reportedMs >= LEAST_SHARE * ownMs) return undefined;
    const field = nameOf(facts.target, 'time');
    const [wall, reported] = [figure(wallMs, 'ms'), figure(reportedMs, 'ms')];
    return {
      title: {
        en: `The stack says ${reported} where its client waits ${wall}`,
        fr: `La pile annonce ${reported} là où son client attend ${wall}`,
      },
      headline: { en: 'LATENCY UNDERSTATED', fr: 'LATENCE SOUS-ESTIMÉE' },
      evidence: [
        {
          en: `${field ?? 'its own figure'}: ${reported}, by the clock: ${wall} (medians of ${told.length} answers without speech)`,
          fr: `${field ?? 'son propre chiffre'} : ${reported}, à l’horloge : ${wall} (médianes de ${told.length} réponses sans parole)`,
        },
      ],
      story: {
        en: `Its own figure leaves out most of what a person waits for. This review judges by the clock; whoever watches the stack by ${field ?? 'that figure'}, in a dashboard or an alert, sees nothing coming.`,
        fr: `Son propre chiffre omet l’essentiel de ce qu’une personne attend. Cette revue juge à l’horloge ; qui surveille la pile par ${field ?? 'ce chiffre'}, dans un tableau de bord ou une alerte, ne voit rien venir.`,
      },
      remedy: [
        {
          text: {
            en: 'Put both figures side by side',
            fr: 'Mettre les deux chiffres côte à côte',
          },
          ...typed(timed(chatCommand(facts.target, ['time', 'cached']))),
        },
        {
          text: {
            en: 'Start the stack’s timer where the request comes in and stop it where the answer goes out, queues and retries included',
            fr: 'Démarrer le chronomètre de la pile à l’arrivée de la requête et l’arrêter au départ de la réponse, files et nouvelles tentatives comprises',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `${field ?? 'its own figure'} is within a factor of two of the clock`,
            fr: `${field ?? 'son propre chiffre'} est à moins d’un facteur deux de l’horloge`,
          },
          ...checkedBy(timed(chatCommand(facts.target, 'time'))),
          holds: false,
        },
      ],
      quip: {
        en: 'A stopwatch that starts at the finish line is always proud.',
        fr: 'Un chronomètre lancé à l’arrivée est toujours fier de lui.',
      },
    };
  },
});
