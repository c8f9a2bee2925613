import { chatCommand, speechCommand } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { answered } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'chat-without-audio',
  layer: 'turn',
  explains: ['e2e', 'e2e-audio'],
  otherwise: 'warning',
  detect(facts) {
    const turn = facts.observed('turn');
    if (!turn || facts.number('turn.spoken_pct') !== 0 || facts.target.audio === 'separate') return undefined;
    const [first] = answered(turn.warm);
    const speaks = facts.number('tts.total_ms');
    return {
      title: { en: 'Chat returns NO audio_base64', fr: 'Le chat ne retourne PAS audio_base64' },
      headline: { en: 'CHAT WITHOUT AUDIO', fr: 'CHAT SANS AUDIO' },
      evidence: [
        {
          en: `audio_base64: ${figure(facts.number('turn.audio_chars') ?? 0, 'count')} characters`,
          fr: `audio_base64 : ${figure(facts.number('turn.audio_chars') ?? 0, 'count')} caractères`,
        },
        ...(first
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
      causes: ['speech-chain-without-fallback', ...(speaks === undefined ? ['speech-missing'] : [])],
      remedy: [
        {
          text: { en: 'See which fields the answer has', fr: 'Voir quels champs porte la réponse' },
          code: { language: 'bash', lines: [chatCommand(facts.target, 'keys'), speechCommand(facts.target)] },
        },
        {
          text: {
            en: 'Return the speech of the answer in audio_base64, or say that it is separate by design',
            fr: 'Rendre la parole de la réponse dans audio_base64, ou déclarer qu’elle est séparée par conception',
          },
          code: { language: 'yaml', lines: ['target:', '  audio: separate'] },
        },
      ],
      unblock: [
        {
          text: { en: 'audio_base64 is not empty', fr: 'audio_base64 n’est pas vide' },
          command: chatCommand(facts.target, '.audio_base64 | length'),
          holds: false,
        },
      ],
      quip: {
        en: 'A voice assistant without a voice is a form.',
        fr: 'Un assistant vocal sans voix est un formulaire.',
      },
    };
  },
});
