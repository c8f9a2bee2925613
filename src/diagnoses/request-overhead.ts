import { checkedBy, healthCommands, healthTimeCommands, inTurn, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';
import { blockedBy, LEAST_MS, overheadOf } from './overhead.ts';

export default defineDiagnosis({
  id: 'request-overhead',
  layer: 'stack',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Every request costs time before any work, a health check too, and a ping over an open socket does not: it is neither the network nor an engine. It is told from event-loop-blocked by asking twice at once: here both come after the time of one, or it was not asked. It matters because every figure of this stack has that much on top.',
    fr: 'Chaque requête coûte du temps avant tout travail, même un contrôle de santé, et un ping sur une socket ouverte n’en coûte pas : ce n’est ni le réseau ni un moteur. À distinguer de event-loop-blocked en demandant deux fois à la fois : ici les deux arrivent après le temps d’une seule, ou la question n’a pas été posée. C’est important parce que chaque chiffre de cette pile en porte autant en plus.',
  },
  detect(facts) {
    const overhead = overheadOf(facts);
    // Where two at once wait for each other, that is the story.
    if (!overhead || blockedBy(facts)) return undefined;
    const { leastMs, healthMs, rootMs, pingMs } = overhead;
    const least = figure(leastMs, 'ms');
    const [once] = healthTimeCommands(facts.target);
    return {
      title: {
        en: `Every request costs ${least} before any work, a health check too`,
        fr: `Chaque requête coûte ${least} avant tout travail, même un contrôle de santé`,
      },
      headline: { en: 'EVERY REQUEST WAITS', fr: 'TOUTE REQUÊTE ATTEND' },
      evidence: [
        {
          en: `health: ${figure(healthMs, 'ms')}, root: ${figure(rootMs, 'ms')}, with nothing else going on`,
          fr: `santé : ${figure(healthMs, 'ms')}, racine : ${figure(rootMs, 'ms')}, sans rien d’autre en cours`,
        },
        {
          en: `a ping over the open socket: ${figure(pingMs, 'ms')}, so it is not the network`,
          fr: `un ping sur la socket ouverte : ${figure(pingMs, 'ms')}, ce n’est donc pas le réseau`,
        },
      ],
      story: {
        en: 'Something is waited for before each route: a lookup, a log, a call to somebody else. Chat and speech pay it as well.',
        fr: 'Quelque chose est attendu avant chaque route : une recherche, un journal, un appel à quelqu’un d’autre. Chat et parole le paient aussi.',
      },
      remedy: [
        {
          text: {
            en: 'Ask twice at once: if the second takes twice as long, the one thread is blocked',
            fr: 'Demander deux fois à la fois : si la seconde dure le double, le fil unique est bloqué',
          },
          ...typed(once && `${once} & ${once}; wait`),
        },
        {
          text: {
            en: 'See what its process (PID) does meanwhile: in Python with py-spy, in Node by starting it (SERVER.js) with a CPU profile',
            fr: 'Voir ce que fait son processus (PID) pendant ce temps : en Python avec py-spy, en Node en le démarrant (SERVER.js) avec un profil CPU',
          },
          code: {
            language: 'bash',
            lines: [
              `py-spy dump --pid ${facts.observed('runtime')?.process?.pid ?? 'PID'}`,
              'node --cpu-prof SERVER.js',
            ],
          },
        },
        {
          text: {
            en: 'Take it out of the middleware, make it asynchronous, or hand it to a thread of its own',
            fr: 'Le sortir du middleware, le rendre asynchrone, ou le confier à un fil à part',
          },
        },
      ],
      unblock: [
        {
          text: { en: `health answers in < ${LEAST_MS} ms`, fr: `la santé répond en < ${LEAST_MS} ms` },
          ...checkedBy(inTurn(healthCommands(facts.target).map(timed))),
          holds: false,
        },
      ],
      quip: {
        en: 'There is a queue to ask whether there is a queue.',
        fr: 'Il faut faire la queue pour savoir s’il y a la queue.',
      },
    };
  },
});
