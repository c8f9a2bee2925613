import { chatCommand, nameOf, speechCheck, turnCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { FULL_POINTS } from '../domain/points.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineCriterion } from './define.ts';

/** How much speech there is: in the field that carries it, or in how many of the turns. */
function amount(facts: Facts, spokenPct: number): Text {
  const field = nameOf(facts.target, 'audio');
  if (field === undefined) {
    const share = figure(spokenPct, '%');
    return { en: `speech in ${share} of the turns`, fr: `parole dans ${share} des tours` };
  }
  const chars = figure(facts.number('turn.audio_chars') ?? 0, 'count');
  return { en: `${field}: ${chars} chars`, fr: `${field} : ${chars} caractères` };
}

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
  metrics: ['turn.spoken_pct'],
  layer: 'turn',
  blocking: true,
  weight: 1,
  shown: false,
  formula: {
    en: '10 when the chat turn carries real speech, else 0',
    fr: '10 si le tour de chat porte une vraie parole, sinon 0',
  },
  judge(facts) {
    const spokenPct = facts.number('turn.spoken_pct') ?? 0;
    const value = amount(facts, spokenPct);
    return spokenPct > 0
      ? { points: FULL_POINTS, value, comment: { en: 'decodes to speech', fr: 'se décode en parole' } }
      : { points: 0, value, comment: { en: 'NO AUDIO', fr: 'AUCUN AUDIO' } };
  },
  remedy: ({ target }) => [
    nameOf(target, 'audio') === undefined
      ? {
          text: { en: 'Take the turn by hand', fr: 'Faire le tour à la main' },
          ...typed(turnCommand(target)),
        }
      : {
          text: { en: 'See which fields the answer has', fr: 'Voir quels champs porte la réponse' },
          ...typed(chatCommand(target, 'fields')),
        },
  ],
  check: ({ target }) => speechCheck(target),
});
