import { chatCommand, nameOf, speechCheck, speechCommand, turnCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { answered } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';
import { unheard } from './speech-answers.ts';

export default defineDiagnosis({
  id: 'chat-without-audio',
  layer: 'turn',
  explains: ['e2e', 'e2e-audio'],
  otherwise: 'warning',
  about: {
    en: 'A chat turn is answered, and carries no speech: the field is missing, null, empty, or holds what does not decode to sound. Where the stack says that its chain has one engine and that it failed, `speech-chain-without-fallback` is the cause; where speech comes from a route of its own by design, the config says so.',
    fr: 'Un tour de chat est répondu, mais sans parole : le champ manque, est nul, vide, ou ne se décode pas en son. Quand la pile dit que sa chaîne n’a qu’un moteur et qu’il a échoué, `speech-chain-without-fallback` en est la cause ; quand la parole vient exprès d’une autre route, la configuration le dit.',
  },
  detect(facts) {
    const turn = facts.observed('turn');
    if (!turn || facts.number('turn.spoken_pct') !== 0 || facts.target.audio === 'separate') return undefined;
    // A stack that does not speak at all, and audio that is no speech, are stories of their own.
    const { isDead, inChat } = unheard(facts);
    if (isDead || inChat.length > 0) return undefined;
    const [first] = answered(turn.warm);
    const field = nameOf(facts.target, 'audio');
    const chars = figure(facts.number('turn.audio_chars') ?? 0, 'count');
    const speaks = facts.number('tts.total_ms');
    return {
      title:
        field === undefined
          ? { en: 'The turn brings NO speech', fr: 'Le tour ne rend PAS de parole' }
          : { en: `Chat returns NO ${field}`, fr: `Le chat ne retourne PAS ${field}` },
      headline: { en: 'CHAT WITHOUT AUDIO', fr: 'CHAT SANS AUDIO' },
      evidence: [
        ...(field === undefined
          ? []
          : [{ en: `${field}: ${chars} characters`, fr: `${field} : ${chars} caractères` }]),
        ...(first && field !== undefined
          ? [
              {
                en: `fields of the answer: ${first.reply.fields.join(', ')}`,
                fr: `champs de la réponse : ${first.reply.fields.join(', ')}`,
              },
            ]
          : []),
        ...(speaks === undefined
          ? []
          : [
              {
                en: `the speech route works, in ${figure(speaks, 'ms')}`,
                fr: `la route TTS fonctionne, en ${figure(speaks, 'ms')}`,
              },
            ]),
      ],
      story: {
        en: 'The turn ends in text. A client that wants a voice must ask a second time, and waits twice.',
        fr: 'Le tour s’arrête au texte. Un client qui veut une voix doit redemander, et attend deux fois.',
      },
      causes: ['speech-chain-without-fallback'],
      remedy: [
        field === undefined
          ? {
              text: { en: 'Take the turn by hand', fr: 'Faire le tour à la main' },
              ...typed(turnCommand(facts.target)),
            }
          : {
              text: { en: 'See which fields the answer has', fr: 'Voir quels champs porte la réponse' },
              ...typed(chatCommand(facts.target, 'fields'), speechCommand(facts.target)),
            },
        {
          text: {
            en: `Return the speech of the answer${field === undefined ? '' : ` in ${field}`}, or say that it is separate by design`,
            fr: `Rendre la parole de la réponse${field === undefined ? '' : ` dans ${field}`}, ou déclarer qu’elle est séparée par conception`,
          },
          code: { language: 'yaml', lines: ['target:', '  audio: separate'] },
        },
      ],
      unblock: [{ ...speechCheck(facts.target), holds: false }],
      quip: {
        en: 'A voice assistant without a voice is a form.',
        fr: 'Un assistant vocal sans voix est un formulaire.',
      },
    };
  },
});
