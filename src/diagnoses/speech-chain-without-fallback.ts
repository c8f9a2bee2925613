import { speechCheck } from '../domain/commands.ts';
import { answered } from '../domain/sample.ts';
import { same } from '../domain/text.ts';
import { defineDiagnosis } from './define.ts';
import { unheard } from './speech-answers.ts';

export default defineDiagnosis({
  id: 'speech-chain-without-fallback',
  layer: 'service',
  explains: ['e2e', 'e2e-audio'],
  otherwise: 'warning',
  about: {
    en: 'The answer of the turn lists the engines that were tried: there was one, it failed, and nothing came after it. That is why the turn is silent; what silenced the engine is in its detail.',
    fr: 'La réponse du tour liste les moteurs essayés : il y en avait un, il a échoué, et rien après. C’est pourquoi le tour est muet ; ce qui a fait taire le moteur est dans son détail.',
  },
  detect(facts) {
    const turn = facts.observed('turn');
    const chains = turn
      ? answered(turn.warm).flatMap(({ reply }) => (reply.speech ? [reply.speech] : []))
      : [];
    const attempt = chains.find((chain) => chain.length === 1 && chain[0]?.spoke === false)?.[0];
    // Where the speech route is as mute, the engine itself is the story.
    if (!attempt || unheard(facts).isDead) return undefined;
    const { engine } = attempt;
    const detail = attempt.detail
      ? same(attempt.detail)
      : { en: 'it returned nothing', fr: 'il n’a rien rendu' };
    const direct = facts.number('tts.total_ms') !== undefined;
    return {
      title: {
        en: `The chat’s speech has no fallback: ${engine} fails (${detail.en}), and nothing comes after it`,
        fr: `La parole du chat est SANS FALLBACK : ${engine} échoue (${detail.fr}) et rien ne prend la suite`,
      },
      headline: { en: 'SPEECH WITHOUT FALLBACK', fr: 'PAROLE SANS FALLBACK' },
      evidence: [
        { en: `speech: ${engine} → ${detail.en}`, fr: `parole : ${engine} → ${detail.fr}` },
        ...(direct
          ? [
              {
                en: 'the speech route of the same stack speaks: a working engine is there and is not asked',
                fr: 'la route TTS de la même pile parle : un moteur valide existe, et n’est pas sollicité',
              },
            ]
          : []),
      ],
      story: {
        en: 'One engine is asked to speak the answer. When it returns nothing, nothing is what the client gets, while other engines stand by.',
        fr: 'Un seul moteur est chargé de prononcer la réponse. Quand il ne rend rien, le client ne reçoit rien, alors que d’autres moteurs attendent.',
      },
      remedy: [
        {
          text: {
            en: 'Ask the engines in turn, and let the first audio win',
            fr: 'Solliciter les moteurs l’un après l’autre, et garder le premier audio',
          },
          code: {
            language: 'python',
            lines: [
              `for speak in (${/^\w+$/.test(engine) ? engine : 'first_engine'}, gpu_tts, fast_tts):`,
              '    audio = await speak(text)',
              '    if audio:',
              '        return audio',
              'raise NoSpeech(text)  # never None to a client',
            ],
          },
        },
        {
          text: {
            en: 'Say in the answer which engine spoke and which failed',
            fr: 'Dire dans la réponse quel moteur a parlé et lequel a échoué',
          },
        },
      ],
      unblock: [{ ...speechCheck(facts.target), holds: false }],
      quip: {
        en: 'A chain of one link is called a liability.',
        fr: 'Une chaîne d’un seul maillon s’appelle un risque.',
      },
    };
  },
});
