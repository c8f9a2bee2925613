import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import { saysWhy, statusLine } from '../domain/sample.ts';
import { told } from '../domain/told.ts';
import { defineDiagnosis, worksInUse } from './define.ts';

/** Closed to strangers, or for now: the application behind may be well. */
const SHUT = new Set<number | null>([401, 403, 429]);

export default defineDiagnosis({
  id: 'stack-malformed',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'Something answers at the address, and not what a voice stack says: HTML, JSON that breaks off, a status of 500, a redirect. A stack that is closed to strangers (401, 403, 429) is not counted among these.',
    fr: 'Quelque chose répond à l’adresse, mais pas ce que dit une pile vocale : du HTML, du JSON qui s’interrompt, un statut 500, une redirection. Une pile fermée aux inconnus (401, 403, 429) n’en fait pas partie.',
  },
  detect(facts) {
    const backend = facts.observed('backend');
    // Of several servers each has its own story.
    if (!backend || backend.services || !('failure' in backend.health)) return undefined;
    const { failure } = backend.health;
    if (failure.kind === 'unreachable' || worksInUse(facts)) return undefined;
    if (saysWhy(failure) || (failure.kind === 'rejected' && SHUT.has(failure.status))) return undefined;
    const found = told(failure.kind === 'rejected' ? statusLine(failure) : failure.found);
    return {
      title: {
        en: `What answers at ${facts.target.url} is no working voice stack: ${found.en}`,
        fr: `Ce qui répond sur ${facts.target.url} n’est pas une pile vocale en état : ${found.fr}`,
      },
      headline: { en: 'STACK ANSWERS NONSENSE', fr: 'RÉPONSES INVALIDES' },
      evidence: [found],
      story: {
        en: 'Something listens and answers, but not what the contract says: a crashed application, a proxy in front of nothing, or another program on the port.',
        fr: 'Quelque chose écoute et répond, mais pas ce que dit le contrat : une application plantée, un proxy devant le vide, ou un autre programme sur le port.',
      },
      remedy: [
        {
          text: { en: 'See what answers', fr: 'Voir ce qui répond' },
          ...typed(...healthCommands(facts.target)),
        },
        {
          text: {
            en: 'Read the log of the backend, then restart it',
            fr: 'Lire le journal du backend, puis le redémarrer',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'health answers 200 with JSON', fr: 'la santé répond 200 en JSON' },
          ...checkedBy(inTurn(healthCommands(facts.target))),
          holds: false,
        },
      ],
      quip: {
        en: 'It talks. It just does not say anything.',
        fr: 'Elle parle. Elle ne dit simplement rien.',
      },
    };
  },
});
