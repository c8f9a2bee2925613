import { checkedBy, healthCommands, healthTimeCommands, inTurn, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** A request that asks for nothing costs a few ms. */
const LEAST_MS = 100;
/** A ping over the open socket goes the same way: the network is not what takes the time. */
const LEAST_FACTOR = 4;

/** What any request costs, by the two routes that do next to nothing; undefined where that is little, or the network’s. */
export function overheadOf(facts: Facts) {
  const healthMs = facts.number('backend.health_ms');
  const rootMs = facts.observed('backend')?.identityMs;
  const pingMs = facts.number('websocket.rtt_ms');
  if (healthMs === undefined || rootMs === undefined || pingMs === undefined) return undefined;
  const leastMs = Math.min(healthMs, rootMs);
  return leastMs >= LEAST_MS && leastMs >= LEAST_FACTOR * pingMs
    ? { leastMs, healthMs, rootMs, pingMs }
    : undefined;
}

export default defineDiagnosis({
  id: 'request-overhead',
  layer: 'stack',
  explains: [],
  otherwise: 'warning',
  detect(facts) {
    const overhead = overheadOf(facts);
    if (!overhead) return undefined;
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
        en: 'Something runs before each route: a lookup, a log, a check that blocks. Chat and speech pay it as well; and where it keeps a single thread busy, everybody waits for everybody.',
        fr: 'Quelque chose s’exécute avant chaque route : une recherche, un journal, un contrôle bloquant. Chat et parole le paient aussi ; et s’il occupe un fil unique, chacun attend tous les autres.',
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
