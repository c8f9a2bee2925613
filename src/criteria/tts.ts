import { checkedBy, speechCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { afterDrift, latencyPoints } from '../domain/points.ts';
import { same } from '../domain/text.ts';
import { defineCriterion, drifted, medianOf } from './define.ts';

export default defineCriterion({
  id: 'tts',
  title: { en: 'TTS', fr: 'TTS' },
  failureTitle: { en: 'Speech misses its objective', fr: 'La parole manque son objectif' },
  finding: 'tts-slow',
  why: {
    en: 'A voice that comes late is heard as a voice that does not listen.',
    fr: 'Une voix qui tarde passe pour une voix qui n’écoute pas.',
  },
  probe: 'tts',
  metrics: ['tts.total_ms'],
  layer: 'service',
  blocking: true,
  weight: 1,
  shown: true,
  objective: { value: 300, unit: 'ms', sense: 'at-most', of: 'tts.total_ms' },
  formula: {
    en: 'latency of the median warm sentence; −2 on drift; 0 when nothing decodable was spoken',
    fr: 'latence de la phrase médiane à chaud ; −2 en cas de dérive ; 0 sans parole décodable',
  },
  judge(facts, objectiveMs) {
    const ms = facts.number('tts.total_ms');
    if (ms === undefined) {
      return {
        points: 0,
        value: { en: 'no speech', fr: 'aucune parole' },
        comment: { en: 'no answer decodes to speech', fr: 'aucune réponse ne se décode en parole' },
      };
    }
    const drift = drifted(facts);
    const behind = medianOf(facts, 'tts.total_ms');
    return {
      points: afterDrift(latencyPoints(ms, objectiveMs), drift),
      value: same(facts.shown('tts.total_ms') ?? figure(ms, 'ms')),
      comment: drift
        ? {
            en: `${behind.en}, by an engine that would not start again`,
            fr: `${behind.fr}, par un moteur qui ne redémarrerait pas`,
          }
        : behind,
    };
  },
  remedy: (facts) => [
    {
      text: { en: 'Time one sentence from outside', fr: 'Chronométrer une phrase de l’extérieur' },
      ...typed(speechCommand(facts.target)),
    },
    {
      text: {
        en: 'Keep the voice model loaded, run it on the GPU, or speak sentence by sentence',
        fr: 'Garder le modèle de voix chargé, le placer sur le GPU, ou parler phrase par phrase',
      },
    },
  ],
  check: (facts, objectiveMs) => ({
    text: { en: `the TTS speaks in ≤ ${objectiveMs} ms`, fr: `le TTS parle en ≤ ${objectiveMs} ms` },
    ...checkedBy(speechCommand(facts.target)),
  }),
});
