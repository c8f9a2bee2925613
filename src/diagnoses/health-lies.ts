import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import type { Text } from '../domain/text.ts';
import { defineDiagnosis } from './define.ts';
import { contradictions } from './health-claims.ts';

const both = (...lines: readonly (Text | null)[]): Text[] => lines.flatMap((line) => line ?? []);

export default defineDiagnosis({
  id: 'health-lies',
  layer: 'service',
  explains: ['backend'],
  otherwise: 'warning',
  about: {
    en: 'The health route says the opposite of what use shows: ready, while every answer was an error, an apology or silence; or not ready, while everything works. It is asked after use, so that a route that learns from use had its chance. What is broken itself is told by a finding of its own (provider-down-behind-200, llm-silent, speech-missing); this one says that no gate, load balancer or alert that reads the route would notice. Flags of this kind commonly mean that a client object exists.',
    fr: 'La route de santé dit le contraire de ce que montre l’usage : prêt, alors que chaque réponse était une erreur, une excuse ou le silence ; ou pas prêt, alors que tout marche. Elle est interrogée après usage, pour qu’une route qui en tient compte ait eu sa chance. Ce qui est en panne a son propre constat (provider-down-behind-200, llm-silent, speech-missing) ; celui-ci dit qu’aucun contrôle, répartiteur ou alerte qui lit la route ne le verrait. De tels drapeaux signifient souvent qu’un objet client existe.',
  },
  detect(facts) {
    const found = contradictions(facts);
    if (!found) return undefined;
    const { claim, praised, denied, isSlandered } = found;
    if (praised.length + denied.length === 0 && !isSlandered) return undefined;
    const [ready, unready] = [praised.join(', '), denied.join(', ')];
    const status = claim.status ?? '–';
    return {
      title:
        ready !== ''
          ? {
              en: `Health says "${status}" with ${ready} ready, and use proves otherwise`,
              fr: `La santé annonce « ${status} » avec ${ready} prêt, et l’usage prouve le contraire`,
            }
          : {
              en: `Health says "${status}"${unready === '' ? '' : ` with ${unready} not ready`}, and everything that was used works`,
              fr: `La santé annonce « ${status} »${unready === '' ? '' : ` avec ${unready} pas prêt`}, et tout ce qui a servi marche`,
            },
      // Why what fails does fail is another story; a stack that denies what works is unwell by its own word alone.
      explains: isSlandered ? ['backend'] : [],
      headline: { en: 'HEALTH LIES', fr: 'SANTÉ MENTEUSE' },
      evidence: both(
        ready === ''
          ? null
          : {
              en: `said to be ready after use: ${ready}; every request for it failed or was apologised for`,
              fr: `dits prêts après usage : ${ready} ; chaque requête a échoué ou reçu une excuse`,
            },
        unready === ''
          ? null
          : {
              en: `said not to be ready after use: ${unready}; it answered and was measured`,
              fr: `dits pas prêts après usage : ${unready} ; il a répondu et a été mesuré`,
            },
        {
          en: `status of the whole: ${status}`,
          fr: `statut de l’ensemble : ${status}`,
        },
      ),
      story: {
        en: 'A health route that does not follow use is worse than none: it keeps a broken stack in service, or takes a working one out of it. This review went by use.',
        fr: 'Une route de santé qui ne suit pas l’usage est pire que rien : elle garde en service une pile en panne, ou en retire une qui marche. Cette revue s’est fiée à l’usage.',
      },
      causes: ['provider-down-behind-200', 'llm-silent', 'speech-missing', 'stt-silent'],
      remedy: [
        {
          text: {
            en: 'Use it, then see what health says',
            fr: 'S’en servir, puis voir ce que dit la santé',
          },
          ...typed(...healthCommands(facts.target)),
        },
        {
          text: {
            en: 'Let each flag tell how the last real use of its engine went, and when that was, not whether an object was made',
            fr: 'Que chaque drapeau dise comment s’est passé le dernier usage réel de son moteur, et quand, et non si un objet a été créé',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'right after use, the flags say what use showed',
            fr: 'juste après usage, les drapeaux disent ce que l’usage a montré',
          },
          ...checkedBy(inTurn(healthCommands(facts.target))),
          holds: false,
        },
      ],
      quip: {
        en: 'It never felt better, said the patient, and was not breathing.',
        fr: 'Jamais senti mieux, dit le patient, qui ne respirait plus.',
      },
    };
  },
});
