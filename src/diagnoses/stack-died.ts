import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import { allOf, failed } from '../domain/sample.ts';
import { told } from '../domain/told.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';
import { UNANSWERED } from './unanswered.ts';

/** What it was asked first when it was gone, in the order of a run; undefined where all of that was answered. */
function firstUnanswered(facts: Facts): string | undefined {
  const series = [
    ['llm', facts.observed('llm')?.unique],
    ['llm_stream', facts.observed('llm_stream')],
    ['tts', facts.observed('tts')],
    ['tts_stream', facts.observed('tts_stream')],
    ['turn', facts.observed('turn')],
  ] as const;
  return series.find(
    ([, each]) => each && failed(allOf<unknown>(each)).some(({ kind }) => kind === 'unreachable'),
  )?.[0];
}

export default defineDiagnosis({
  id: 'stack-died',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'The stack answered when the review began and does not any more: it crashed, was killed, or hangs, while it was used. It is told from stack-unreachable, where it never answered, and from engines that fail while the stack goes on. Everything that has no figure after that moment is the same failure. It matters because a handful of ordinary requests was enough.',
    fr: 'La pile répondait au début de la revue et ne répond plus : elle a planté, a été tuée ou s’est figée, pendant qu’on s’en servait. À distinguer de stack-unreachable, où elle n’a jamais répondu, et de moteurs qui échouent alors que la pile continue. Tout ce qui n’a pas de chiffre après ce moment est la même panne. C’est grave parce que quelques requêtes ordinaires ont suffi.',
  },
  detect(facts) {
    const [backend, after] = [facts.observed('backend'), facts.observed('health_after')];
    // Of several servers each has its own story.
    if (!backend || !after || backend.services) return undefined;
    if ('failure' in backend.health || !('failure' in after.health)) return undefined;
    const { failure } = after.health;
    if (failure.kind !== 'unreachable') return undefined;
    const said = UNANSWERED[failure.how];
    const first = firstUnanswered(facts);
    return {
      title: {
        en: `The stack died during this review: it answered at first, and now ${said.en}`,
        fr: `La pile est morte pendant cette revue : elle répondait au début, et maintenant ${said.fr}`,
      },
      headline: { en: 'STACK DIED', fr: 'PILE MORTE' },
      evidence: [
        {
          en: 'its health route answered when the review began',
          fr: 'sa route de santé répondait au début de la revue',
        },
        ...(first === undefined
          ? []
          : [
              {
                en: `the first series with a question that met no answer: ${first}`,
                fr: `la première série avec une question restée sans réponse : ${first}`,
              },
            ]),
        told(failure.detail),
      ],
      story: {
        en: 'What was measured before stands; what fails after it is one failure, not many. A supervisor that restarts it would hide this from everybody but the person in the middle of a sentence.',
        fr: 'Ce qui a été mesuré avant reste juste ; ce qui échoue après est une seule panne, pas plusieurs. Un superviseur qui la redémarre le cacherait à tous, sauf à la personne au milieu d’une phrase.',
      },
      remedy: [
        {
          text: {
            en: 'Read the end of its log, and whether the system killed it (out of memory)',
            fr: 'Lire la fin de son journal, et voir si le système l’a tuée (mémoire épuisée)',
          },
          code: { language: 'bash', lines: ['journalctl -k --since -1h | grep -i "killed process"'] },
        },
        {
          text: { en: 'Start it again and ask by hand', fr: 'La redémarrer et demander à la main' },
          ...typed(...healthCommands(facts.target)),
        },
        {
          text: {
            en: 'Review again: if it dies at the same place, that request is what kills it',
            fr: 'Relancer la revue : si elle meurt au même endroit, c’est cette requête qui la tue',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'health answers after a review', fr: 'la santé répond après une revue' },
          ...checkedBy(inTurn(healthCommands(facts.target))),
          holds: false,
        },
      ],
      quip: {
        en: 'It left without a word, and in the middle of one.',
        fr: 'Elle est partie sans un mot, et au milieu d’un autre.',
      },
    };
  },
});
