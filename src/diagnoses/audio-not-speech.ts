import { checkedBy, nameOf, speechCheck, speechCommand, speechLook, typed } from '../domain/commands.ts';
import { same, type Text } from '../domain/text.ts';
import { defineDiagnosis } from './define.ts';
import { unheard, withoutSpeech } from './speech-answers.ts';

const different = (texts: readonly Text[]): Text[] => [
  ...new Map(texts.map((text) => [text.en, text])).values(),
];

export default defineDiagnosis({
  id: 'audio-not-speech',
  layer: 'service',
  explains: ['tts', 'backend', 'e2e', 'e2e-audio'],
  otherwise: 'warning',
  about: {
    en: 'The stack answers with bytes, status and label of audio, and no person would hear the text in them: too few of them, nothing that decodes, silence, noise, a tone, or a sound far too short. Told from a route that fails (speech-missing: there are no bytes), from one recording for every text (speech-canned) and from speech that is merely flawed (speech-flawed) by decoding every answer and listening to level, length, movement and spectrum. It matters because every check by status and size passes.',
    fr: 'La pile répond par des octets, un statut et une étiquette d’audio, et personne n’y entendrait le texte : trop peu d’octets, rien qui se décode, du silence, du bruit, une tonalité, ou un son bien trop court. Se distingue d’une route qui échoue (speech-missing : pas d’octets), d’un même enregistrement pour tous les textes (speech-canned) et d’une parole seulement défectueuse (speech-flawed) : chaque réponse est décodée, puis écoutée pour son niveau, sa durée, ses mouvements et son spectre. C’est important car tout contrôle par statut et par taille est trompé.',
  },
  detect(facts) {
    const { asked, defects, failures, inChat, isDead } = unheard(facts);
    const [first = inChat[0]] = defects;
    if (!first) return undefined;
    const onlyChat = defects.length === 0;
    const field = nameOf(facts.target, 'audio');
    const chat = field === undefined ? { en: 'the turn', fr: 'le tour' } : same(field);
    const isMute = facts.number('turn.spoken_pct') === 0;
    const share = `${defects.length}/${asked}`;
    return {
      title: onlyChat
        ? {
            en: `The audio of chat (${chat.en}) is no speech: ${first.en}`,
            fr: `L’audio du chat (${chat.fr}) n’est pas de la parole : ${first.fr}`,
          }
        : isDead
          ? {
              en: `What the speech route sends is no speech: ${first.en}`,
              fr: `Ce que rend la route de parole n’est pas de la parole : ${first.fr}`,
            }
          : {
              en: `${share} speech answers are no speech: ${first.en}`,
              fr: `${share} réponses de parole n’en sont pas : ${first.fr}`,
            },
      // What did speak was judged by its own figures.
      explains: isDead ? withoutSpeech(facts) : inChat.length > 0 && isMute ? ['e2e', 'e2e-audio'] : [],
      headline: { en: 'AUDIO, NOT SPEECH', fr: 'AUDIO SANS PAROLE' },
      evidence: [
        ...different([...defects, ...failures]).slice(0, 4),
        ...different(inChat)
          .slice(0, 1)
          .map(({ en, fr }) => ({ en: `in ${chat.en}: ${en}`, fr: `dans ${chat.fr} : ${fr}` })),
      ],
      story: {
        en: 'A status of 200 and an audio label prove nothing: the bytes were decoded, and a person would hear nothing, or not what was asked.',
        fr: 'Un statut 200 et une étiquette audio ne prouvent rien : les octets ont été décodés, et une personne n’entendrait rien, ou pas ce qui était demandé.',
      },
      remedy: [
        {
          text: { en: 'Fetch one sentence and listen to it', fr: 'Récupérer une phrase et l’écouter' },
          ...typed(...speechLook(facts.target)),
        },
        {
          text: {
            en: 'Follow it back from the answer to the engine: what the engine made, what encoded it, what wrapped it; the first that is no speech is at fault',
            fr: 'Remonter de la réponse jusqu’au moteur : ce qu’a produit le moteur, ce qui l’a encodé, ce qui l’a emballé ; le premier qui n’est pas de la parole est en cause',
          },
        },
      ],
      unblock: [
        onlyChat
          ? { ...speechCheck(facts.target), holds: false }
          : {
              text: { en: 'a sentence decodes to speech', fr: 'une phrase se décode en parole' },
              ...checkedBy(speechCommand(facts.target)),
              holds: false,
            },
      ],
      quip: {
        en: 'Seen and not heard is for portraits.',
        fr: 'Être vu sans être entendu, c’est bon pour les portraits.',
      },
    };
  },
});
