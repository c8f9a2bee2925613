import { chatCommand, checkedBy, keyVariableOf, speechCommand } from '../domain/commands.ts';
import { allOf, describeFailure, failed, saysWhy } from '../domain/sample.ts';
import type { Failure } from '../domain/stack.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis, worksInUse } from './define.ts';

const WORKS = { llm: 'llm.e2el_ms', tts: 'tts.total_ms' } as const;

const isRefusal = (failure: Failure): boolean =>
  failure.kind === 'rejected' && (failure.status === 401 || failure.status === 403) && !saysWhy(failure);

/** The first server that refuses strangers, of those that one question or the other was put to. */
function refusing(facts: Facts) {
  const [llm, tts] = [facts.observed('llm'), facts.observed('tts')];
  const asked = [
    { role: 'llm', samples: llm ? allOf<unknown>(llm.unique) : [] },
    { role: 'tts', samples: tts ? allOf<unknown>(tts) : [] },
  ] as const;
  return asked
    .filter(({ role }) => !facts.target.services || facts.number(WORKS[role]) === undefined)
    .flatMap(({ role, samples }) => {
      const refusal = failed(samples).find(isRefusal);
      return refusal?.kind === 'rejected' ? [{ role, refusal }] : [];
    })[0];
}

export default defineDiagnosis({
  id: 'auth-missing',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'note',
  about: {
    en: 'The stack refuses with 401 or 403 what it is asked, and what it refuses did not work a moment before. A stack that is down does not answer at all, and one that limits its clients says 429: here a key is missing, and nothing is known of what lies behind.',
    fr: 'La pile refuse par 401 ou 403 ce qu’on lui demande, sans que cela ait fonctionné juste avant. Une pile à l’arrêt ne répond pas du tout, une pile qui limite ses clients dit 429 : ici il manque une clé, et l’on ne sait rien de ce qui est derrière.',
  },
  detect(facts) {
    const found = refusing(facts);
    const { target } = facts;
    // Of one server that answers at all the rest was open; of several each has a door of its own.
    if (!found || (!target.services && worksInUse(facts))) return undefined;
    const { role, refusal } = found;
    const variable = keyVariableOf(target, role);
    const spoken = speechCommand(target, variable);
    const answered = chatCommand(target, 'answer', variable);
    const ask = target.services && role === 'llm' ? answered : (spoken ?? answered);
    const keyed = target.services
      ? ['target:', '  services:', `    ${role}:`, `      api_key_env: ${variable}`]
      : ['target:', `  api_key_env: ${variable}`];
    return {
      title: {
        en: `${target.services ? `The server of ${role}` : 'The stack'} wants an API key (HTTP ${refusal.status})`,
        fr: `${target.services ? `Le serveur de ${role}` : 'La pile'} demande une clé d’API (HTTP ${refusal.status})`,
      },
      headline: { en: 'API KEY MISSING', fr: 'CLÉ D’API ABSENTE' },
      evidence: [describeFailure(refusal)],
      story: {
        en: 'The stack is up and refuses strangers. This run could not look inside: it says nothing about the engines.',
        fr: 'La pile est debout et refuse les inconnus. Ce passage n’a rien pu voir à l’intérieur : il ne dit rien des moteurs.',
      },
      ...(target.services && { explains: [role] }),
      remedy: [
        {
          text: {
            en: 'Name the variable that holds the key in ralph.config.yaml, and export it',
            fr: 'Nommer dans ralph.config.yaml la variable qui porte la clé, et l’exporter',
          },
          code: { language: 'yaml', lines: keyed },
        },
      ],
      unblock: [
        {
          text: { en: 'the key is accepted', fr: 'la clé est acceptée' },
          ...checkedBy(ask),
          holds: false,
        },
      ],
      quip: { en: 'Knocking is not enough.', fr: 'Frapper ne suffit pas.' },
    };
  },
});
