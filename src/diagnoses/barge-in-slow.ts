import { nameOf, typed, voiceSocketCommand } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';

/** Two people who talk at once for longer than this notice it. */
const SLOW_MS = 500;
/** From here on `barge-in-ignored` tells the story. */
const IGNORED_PCT = 50;

export default defineDiagnosis({
  id: 'barge-in-slow',
  layer: 'turn',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'An interruption is heeded, but only after more than 500 ms, by the last sound that still comes or by the word that it was heard, whichever is later. Two people who talk at once for longer than that notice it.',
    fr: 'Une interruption est suivie, mais après plus de 500 ms, d’après le dernier son qui arrive encore ou l’annonce qu’elle a été entendue, le plus tardif des deux. Deux personnes qui parlent ensemble plus longtemps le remarquent.',
  },
  detect(facts) {
    const stopMs = facts.number('voice_socket.barge_in_stop_ms');
    const ackMs = facts.number('voice_socket.barge_in_ack_ms');
    const ignored = facts.number('voice_socket.barge_in_ignored_pct') ?? 0;
    const worst = Math.max(stopMs ?? 0, ackMs ?? 0);
    if (ignored >= IGNORED_PCT || worst <= SLOW_MS) return undefined;
    const interrupt = nameOf(facts.target, 'interrupt');
    const interrupted = nameOf(facts.target, 'interrupted') ?? 'interrupted';
    const slow = figure(worst, 'ms');
    return {
      title: {
        en: `An interruption takes ${slow} to be heeded`,
        fr: `Une interruption met ${slow} à être suivie`,
      },
      headline: { en: 'SLOW TO STOP', fr: 'LENTE À SE TAIRE' },
      evidence: [
        ...(stopMs === undefined
          ? []
          : [
              {
                en: `interruption → last sound: ${figure(stopMs, 'ms')}`,
                fr: `interruption → dernier son : ${figure(stopMs, 'ms')}`,
              },
            ]),
        ...(ackMs === undefined
          ? []
          : [
              {
                en: `interruption → "${interrupted}": ${figure(ackMs, 'ms')}`,
                fr: `interruption → « ${interrupted} » : ${figure(ackMs, 'ms')}`,
              },
            ]),
      ],
      story: {
        en: 'It does stop, but only between two pieces of work: the sentence that is being spoken, or the token that is awaited, is finished first. Meanwhile both talk, and the next answer begins late by as much.',
        fr: 'Elle s’arrête, mais seulement entre deux travaux : la phrase en cours, ou le token attendu, est d’abord fini. Pendant ce temps les deux parlent, et la réponse suivante commence d’autant plus tard.',
      },
      remedy: [
        {
          text: {
            en: `See by hand what still comes after ${interrupt ?? 'an interruption'}`,
            fr: `Voir à la main ce qui vient encore après ${interrupt ?? 'une interruption'}`,
          },
          ...typed(voiceSocketCommand(facts.target)),
        },
        {
          text: {
            en: 'Hand the cancellation down to the call that runs: close the model’s stream, end the synthesis of the sentence, keep long work off the event loop',
            fr: 'Faire descendre l’annulation jusqu’à l’appel en cours : fermer le flux du modèle, arrêter la synthèse de la phrase, garder les longs travaux hors de la boucle d’événements',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `an interruption is heeded within ${SLOW_MS} ms`,
            fr: `une interruption est suivie en ${SLOW_MS} ms`,
          },
          command: 'ralph review --only backend,voice_socket',
          holds: false,
        },
      ],
    };
  },
});
