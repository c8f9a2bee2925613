import { chatCommand, checkedBy, timed, turnCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { latencyPoints } from '../domain/points.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineCriterion, medianOf } from './define.ts';

/** The share of the ten points that latency decides; the audio decides the rest. */
const LATENCY_SHARE = 0.6;

interface Delivery {
  readonly points: number;
  readonly said: Text;
}

const INLINE: Delivery = { points: 4, said: { en: 'audio in the answer', fr: 'audio dans la réponse' } };
const IN_TURN: Delivery = { points: 4, said: { en: 'speech in the turn', fr: 'parole dans le tour' } };
const SEPARATE: Delivery = {
  points: 3,
  said: { en: 'audio from its own route, by design', fr: 'audio par sa propre route, par conception' },
};
const NONE: Delivery = { points: 0, said: { en: 'NO AUDIO', fr: 'PAS D’AUDIO' } };

function delivery(facts: Facts): Delivery {
  if ((facts.number('turn.spoken_pct') ?? 0) > 0)
    return facts.number('turn.first_sound_ms') === undefined ? INLINE : IN_TURN;
  const separate = facts.target.audio === 'separate' && facts.number('tts.total_ms') !== undefined;
  return separate ? SEPARATE : NONE;
}

export default defineCriterion({
  id: 'e2e',
  title: { en: 'End-to-end', fr: 'E2E' },
  failureTitle: { en: 'The whole turn misses its objective', fr: 'Le tour complet manque son objectif' },
  finding: 'e2e-slow',
  causes: ['tts-slow', 'llm-slow'],
  why: {
    en: 'The person waits for the whole turn, not for its parts.',
    fr: 'La personne attend le tour entier, pas ses morceaux.',
  },
  probe: 'turn',
  metrics: ['turn.e2e_ms'],
  layer: 'turn',
  blocking: true,
  weight: 1,
  shown: true,
  objective: { value: 500, unit: 'ms', sense: 'at-most', of: 'turn.e2e_ms' },
  formula: {
    en: 'round(0.6 × latency of the median turn) + 4 for speech in the answer, 3 when it comes separately by design, 0 for none',
    fr: 'arrondi(0,6 × latence du tour médian) + 4 si la parole est dans la réponse, 3 si elle vient à part par conception, 0 sinon',
  },
  judge(facts, objectiveMs) {
    const ms = facts.number('turn.e2e_ms');
    if (ms === undefined) {
      return {
        points: 0,
        value: { en: 'no turn', fr: 'aucun tour' },
        comment: { en: 'no chat turn was answered', fr: 'aucun tour de chat n’a reçu de réponse' },
      };
    }
    const { points, said } = delivery(facts);
    const shown = facts.shown('turn.e2e_ms') ?? figure(ms, 'ms');
    return {
      points: Math.round(LATENCY_SHARE * latencyPoints(ms, objectiveMs)) + points,
      value: { en: `${shown}, ${said.en}`, fr: `${shown}, ${said.fr}` },
      comment: medianOf(facts, 'turn.e2e_ms'),
    };
  },
  remedy: (facts) => [
    {
      text: {
        en: 'Split the turn: chat without speech, then speech alone, and mend the larger part',
        fr: 'Découper le tour : chat sans parole, puis parole seule, et corriger la plus longue partie',
      },
      ...typed(timed(chatCommand(facts.target, ['time']))),
    },
    {
      text: {
        en: 'Speak the first sentence while the model still writes the next',
        fr: 'Prononcer la première phrase pendant que le modèle écrit la suivante',
      },
    },
  ],
  check: (facts, objectiveMs) => ({
    text: {
      en: `a chat turn is whole within ${objectiveMs} ms`,
      fr: `un tour de chat est complet en ≤ ${objectiveMs} ms`,
    },
    ...checkedBy(turnCommand(facts.target)),
  }),
});
