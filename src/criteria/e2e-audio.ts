import { chatCommand } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { FULL_POINTS } from '../domain/points.ts';
import { defineCriterion } from './define.ts';

export default defineCriterion({
  id: 'e2e-audio',
  title: { en: 'Chat audio', fr: 'Audio du chat' },
  failureTitle: { en: 'The chat turn carries no speech', fr: 'Le tour de chat ne porte pas de parole' },
  finding: 'e2e-audio-missing',
  why: {
    en: 'A voice stack whose chat answers in text alone has lost its voice.',
    fr: 'Une pile vocale dont le chat ne répond qu’en texte a perdu sa voix.',
  },
  probe: 'turn',
  layer: 'turn',
  blocking: true,
  weight: 1,
  shown: false,
  formula: {
    en: '10 when the chat turn carries real speech, else 0',
    fr: '10 si le tour de chat porte une vraie parole, sinon 0',
  },
  judge(facts) {
    const chars = facts.number('turn.audio_chars') ?? 0;
    const value = {
      en: `audio_base64: ${figure(chars, 'count')} chars`,
      fr: `audio_base64 : ${figure(chars, 'count')} caractères`,
    };
    return (facts.number('turn.spoken_pct') ?? 0) > 0
      ? { points: FULL_POINTS, value, comment: { en: 'decodes to speech', fr: 'se décode en parole' } }
      : { points: 0, value, comment: { en: 'NO AUDIO', fr: 'AUCUN AUDIO' } };
  },
  remedy: (facts) => [
    {
      text: { en: 'See which fields the answer has', fr: 'Voir quels champs porte la réponse' },
      code: { language: 'bash', lines: [chatCommand(facts.target, 'keys')] },
    },
  ],
  check: (facts) => ({
    text: { en: 'audio_base64 is not empty', fr: 'audio_base64 n’est pas vide' },
    command: chatCommand(facts.target, '.audio_base64 | length'),
  }),
});
