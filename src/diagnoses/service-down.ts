import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import { saysWhy } from '../domain/sample.ts';
import { PROOF, type ServiceHealth, unreadiness } from '../domain/service-health.ts';
import { type ServiceRole, serviceOf } from '../domain/target.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis, worksInUse } from './define.ts';
import { UNANSWERED } from './unanswered.ts';

/** What stands on each server. */
const CONSEQUENCES = {
  llm: ['backend', 'llm', 'stats', 'e2e', 'e2e-audio', 'gpu'],
  tts: ['backend', 'tts', 'e2e', 'e2e-audio', 'gpu'],
  stt: ['backend'],
  socket: ['backend', 'websocket'],
} as const;

const provenInUse = (facts: Facts, role: ServiceRole): boolean =>
  PROOF[role].some(({ metric }) => facts.number(metric) !== undefined);

/** Whether its refusal has a story of its own: a key that is missing everywhere, a limit, or a reason that it gives. */
function isOtherwiseTold(facts: Facts, { health }: ServiceHealth): boolean {
  if ('failure' in health && saysWhy(health.failure)) return true;
  const status = 'failure' in health && health.failure.kind === 'rejected' ? health.failure.status : null;
  return status === 429 || ((status === 401 || status === 403) && !worksInUse(facts));
}

interface Down {
  readonly role: ServiceRole;
  readonly url: string;
  /** What it means, where it did not answer. */
  readonly silence: Text | null;
  readonly why: Text;
}

const silenceOf = ({ health }: ServiceHealth): Text | null =>
  'failure' in health && health.failure.kind === 'unreachable' ? UNANSWERED[health.failure.how] : null;

const downOf = (facts: Facts): Down[] =>
  (facts.observed('backend')?.services ?? []).flatMap((service): Down[] => {
    const { role, url } = service;
    const why = unreadiness(service);
    if (!why || provenInUse(facts, role) || isOtherwiseTold(facts, service)) return [];
    return [{ role, url, why, silence: silenceOf(service) }];
  });

const sentence = ({ role, url, silence, why }: Down): Text =>
  silence
    ? {
        en: `${role} at ${url} does not answer: ${silence.en}`,
        fr: `${role} sur ${url} ne répond pas : ${silence.fr}`,
      }
    : {
        en: `${role} at ${url} is not ready: ${why.en}`,
        fr: `${role} sur ${url} n’est pas prêt : ${why.fr}`,
      };

const joined = (texts: readonly Text[]): Text => ({
  en: texts.map(({ en }) => en).join('; '),
  fr: texts.map(({ fr }) => fr).join(' ; '),
});

export default defineDiagnosis({
  id: 'service-down',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'Of a stack of several servers, one does not answer, by its health and by use. What stands on it alone is explained by it; the others are judged by their own figures.',
    fr: 'Dans une pile de plusieurs serveurs, l’un ne répond pas, ni à sa santé ni à l’usage. Ce qui ne repose que sur lui s’explique par lui ; les autres sont jugés sur leurs propres chiffres.',
  },
  detect(facts) {
    const down = downOf(facts);
    if (down.length === 0) return undefined;
    const roles = down.map(({ role }) => role.toUpperCase()).join(', ');
    const commands = [...new Set(down.flatMap(({ role }) => healthCommands(serviceOf(facts.target, role))))];
    const keys = down.map(({ role }) => `target.services.${role}`).join(', ');
    return {
      title: joined(down.map(sentence)),
      explains: [...new Set(down.flatMap(({ role }) => CONSEQUENCES[role]))],
      headline: { en: `${roles} DOWN`, fr: `${roles} EN PANNE` },
      evidence: down.map(({ url, why }) => ({ en: `${url}: ${why.en}`, fr: `${url} : ${why.fr}` })),
      story: {
        en: 'This is one server of several. What stands on it fails with it, and is no failure of its own; the others were asked all the same.',
        fr: 'C’est un serveur parmi plusieurs. Ce qui repose sur lui échoue avec lui, sans autre panne ; les autres ont été interrogés quand même.',
      },
      remedy: [
        {
          text: { en: 'Ask it by hand', fr: 'L’interroger à la main' },
          ...typed(...commands),
        },
        {
          text: {
            en: 'Start it and read the end of its log; a server that loads a model says so until it is ready',
            fr: 'Le démarrer et lire la fin de son journal ; un serveur qui charge un modèle le dit jusqu’à être prêt',
          },
        },
        {
          text: {
            en: `Check its address, its key and its model in the config (${keys})`,
            fr: `Vérifier son adresse, sa clé et son modèle dans la config (${keys})`,
          },
        },
      ],
      unblock: [
        {
          text: { en: 'its health answers', fr: 'sa santé répond' },
          ...checkedBy(inTurn(commands)),
          holds: false,
        },
      ],
      quip: {
        en: 'A chain of servers is as awake as the one that sleeps.',
        fr: 'Une chaîne de serveurs est aussi éveillée que celui qui dort.',
      },
    };
  },
});
