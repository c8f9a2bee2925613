import { checkedBy, healthTimeCommands, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';
import { blockedBy } from './overhead.ts';

export default defineDiagnosis({
  id: 'event-loop-blocked',
  layer: 'stack',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Every request costs time before any work, and two at once wait for each other: one thread serves everybody, and something keeps it busy for each request. It is told from request-overhead by asking twice at once: there, both come after the time of one. It matters because it is the stack’s ceiling: ten people wait ten times as long, and a health check among them.',
    fr: 'Chaque requête coûte du temps avant tout travail, et deux à la fois s’attendent l’une l’autre : un seul fil sert tout le monde, et quelque chose l’occupe à chaque requête. À distinguer de request-overhead en demandant deux fois à la fois : là, les deux arrivent après le temps d’une seule. C’est grave parce que c’est le plafond de la pile : dix personnes attendent dix fois plus, contrôle de santé compris.',
  },
  detect(facts) {
    const blocked = blockedBy(facts);
    if (!blocked) return undefined;
    const least = figure(blocked.leastMs, 'ms');
    const [once] = healthTimeCommands(facts.target);
    const times = blocked.atOnceMs.map((ms) => figure(ms, 'ms')).join(', ');
    return {
      title: {
        en: `Every request keeps the one thread busy for ${least}, and everybody waits`,
        fr: `Chaque requête occupe le fil unique pendant ${least}, et tout le monde attend`,
      },
      headline: { en: 'EVENT LOOP BLOCKED', fr: 'BOUCLE BLOQUÉE' },
      evidence: [
        {
          en: `health alone: ${figure(blocked.healthMs, 'ms')}, root alone: ${figure(blocked.rootMs, 'ms')}, with nothing else going on`,
          fr: `santé seule : ${figure(blocked.healthMs, 'ms')}, racine seule : ${figure(blocked.rootMs, 'ms')}, sans rien d’autre en cours`,
        },
        {
          en: `health twice at once: ${times}: the second waits for the first`,
          fr: `santé deux fois à la fois : ${times} : la seconde attend la première`,
        },
        {
          en: `a ping over the open socket: ${figure(blocked.pingMs, 'ms')}, so it is not the network`,
          fr: `un ping sur la socket ouverte : ${figure(blocked.pingMs, 'ms')}, ce n’est donc pas le réseau`,
        },
      ],
      story: {
        en: 'Something that blocks runs before each route: a synchronous call, a lock, a hash, a large file. Chat and speech pay it as well, and the figures of one user are those of a queue as soon as there are two.',
        fr: 'Quelque chose de bloquant s’exécute avant chaque route : un appel synchrone, un verrou, une empreinte, un gros fichier. Chat et parole le paient aussi, et les chiffres d’un utilisateur deviennent ceux d’une file dès qu’ils sont deux.',
      },
      remedy: [
        {
          text: {
            en: 'Ask twice at once, and see the second take twice as long',
            fr: 'Demander deux fois à la fois, et voir la seconde durer le double',
          },
          ...typed(once && `${once} & ${once}; wait`),
        },
        {
          text: {
            en: 'See what it does meanwhile, PID being its process: in Python with py-spy, in Node with its inspector',
            fr: 'Voir ce qu’il fait pendant ce temps, PID étant son processus : en Python avec py-spy, en Node avec l’inspecteur',
          },
          code: { language: 'bash', lines: ['py-spy dump --pid PID', 'kill -USR1 PID'] },
        },
        {
          text: {
            en: 'Hand it to a thread (asyncio.to_thread, worker_threads), or make it asynchronous; more workers only move the ceiling',
            fr: 'Le confier à un fil (asyncio.to_thread, worker_threads), ou le rendre asynchrone ; plus de processus ne font que déplacer le plafond',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'two health requests at once take as long as one',
            fr: 'deux requêtes de santé à la fois durent autant qu’une',
          },
          ...checkedBy(once && `${once} & ${once}; wait`),
          holds: false,
        },
      ],
      quip: {
        en: 'One cashier, and he is counting the change.',
        fr: 'Une seule caisse, et elle compte sa monnaie.',
      },
    };
  },
});
