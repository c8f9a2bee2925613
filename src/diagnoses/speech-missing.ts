import { checkedBy, speechCommand, speechLook, typed } from '../domain/commands.ts';
import { answered } from '../domain/sample.ts';
import { same, type Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';
import { unheard, withoutSpeech } from './speech-answers.ts';

/** What the chain of engines says of itself in the turns of this run, each engine once. */
function chainOf(facts: Facts): Text[] {
  const turn = facts.observed('turn');
  const attempts = turn ? answered(turn.warm).flatMap(({ reply }) => reply.speech ?? []) : [];
  const silent = attempts.filter(({ spoke }) => !spoke);
  return [...new Map(silent.map((attempt) => [attempt.engine, attempt])).values()].map(({ engine, detail }) =>
    same(`${engine} → ${detail ?? '–'}`),
  );
}

export default defineDiagnosis({
  id: 'speech-missing',
  layer: 'service',
  explains: ['tts', 'backend', 'e2e', 'e2e-audio'],
  otherwise: 'warning',
  about: {
    en: 'The speech route fails instead of speaking: an error, a broken connection, or no answer in time. Told from bytes that are no speech (audio-not-speech) by there being none, and from a refusal that says why (rate-limited, auth-missing, model-missing), which has a story of its own. A voice stack without it is a chat.',
    fr: 'La route de parole échoue au lieu de parler : une erreur, une connexion coupée, ou pas de réponse à temps. Se distingue d’octets qui ne sont pas de la parole (audio-not-speech) en ce qu’il n’y en a pas, et d’un refus qui dit pourquoi (rate-limited, auth-missing, model-missing), qui a sa propre histoire. Sans elle, une pile vocale n’est qu’un chat.',
  },
  detect(facts) {
    const { asked, defects, failures, isDead } = unheard(facts);
    const [first] = failures;
    // Bytes that are no speech tell more of what is wrong than those that did not come.
    if (!first || defects.length > 0) return undefined;
    return {
      title: isDead
        ? {
            en: `The speech route brings no speech: ${first.en}`,
            fr: `La route de parole ne rend pas de parole : ${first.fr}`,
          }
        : {
            en: `${failures.length}/${asked} sentences were not spoken: ${first.en}`,
            fr: `${failures.length}/${asked} phrases n’ont pas été dites : ${first.fr}`,
          },
      // What did speak was judged by its own figures, and a turn of several requests stops where one brings nothing.
      explains: isDead ? withoutSpeech(facts) : [],
      headline: { en: 'NO SPEECH', fr: 'PAS DE PAROLE' },
      evidence: [...new Map([...failures, ...chainOf(facts)].map((text) => [text.en, text])).values()].slice(
        0,
        5,
      ),
      story: {
        en: 'Whoever waits for a voice here waits for nothing. What the stack says of its other parts is not touched by it.',
        fr: 'Qui attend ici une voix attend pour rien. Les autres parties de la pile ne sont pas en cause.',
      },
      causes: ['stack-died'],
      remedy: [
        {
          text: {
            en: 'Ask for one sentence and read the answer',
            fr: 'Demander une phrase et lire la réponse',
          },
          ...typed(...speechLook(facts.target)),
        },
        {
          text: {
            en: 'Look for the engine’s error in the backend’s log; give the chain an engine that always speaks',
            fr: 'Chercher l’erreur du moteur dans le journal du backend ; donner à la chaîne un moteur qui parle toujours',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'a sentence decodes to speech', fr: 'une phrase se décode en parole' },
          ...checkedBy(speechCommand(facts.target)),
          holds: false,
        },
      ],
    };
  },
});
