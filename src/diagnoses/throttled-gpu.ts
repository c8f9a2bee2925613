import { figure } from '../domain/figure.ts';
import { same, type Text } from '../domain/text.ts';
import { type Coincidence, coincidenceOf, SLOW_FACTOR, slowdownsOf, slowSpans } from '../domain/throttle.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** One sample may be a change of clocks caught in the act. */
const LEAST_SAMPLES = 2;
/** Fewer slow answers fall anywhere by chance. */
const LEAST_SLOW = 3;

/** Warm answers of each series, with the moment they were asked for. */
function seriesOf(facts: Facts) {
  const [llm, turn] = [facts.observed('llm')?.unique, facts.observed('turn')];
  const others = [facts.observed('tts'), facts.observed('llm_stream'), facts.observed('tts_stream')];
  return [llm, turn, ...others].map((series) => (series?.warm ?? []).filter((sample) => 'reply' in sample));
}

/** Whether slow answers lie in throttled time at least twice as often as quick ones, and for the most part. */
function coincides({ slow, slowInside, quick, quickInside }: Coincidence): boolean {
  if (slow < LEAST_SLOW) return false;
  return slowInside / slow >= 0.5 && slowInside * quick >= 2 * quickInside * slow;
}

const counted = ({ slow, slowInside, quick, quickInside }: Coincidence): Text => ({
  en: `${slowInside} of the ${slow} slow answers (over ${SLOW_FACTOR} × the median of their series) lie in throttled time, against ${quickInside} of the ${quick} others`,
  fr: `${slowInside} des ${slow} réponses lentes (plus de ${SLOW_FACTOR} × la médiane de leur série) tombent en temps bridé, contre ${quickInside} des ${quick} autres`,
});

function storyOf({ slow }: Coincidence, together: boolean): Text {
  if (together) {
    return {
      en: 'The answers that took long are for the most part those given while the card was held back. The engines are quicker than these figures say; the card is not allowed to be.',
      fr: 'Les réponses longues sont pour la plupart celles données pendant que la carte était bridée. Les moteurs sont plus rapides que ces chiffres ; la carte n’en a pas le droit.',
    };
  }
  if (slow === 0) {
    return {
      en: 'The card was held back while the stack worked. No answer stands out for it yet; under a longer load some will.',
      fr: 'La carte était bridée pendant que la pile travaillait. Aucune réponse n’en ressort encore ; sous une charge plus longue, cela viendra.',
    };
  }
  return {
    en: 'The card was held back while the stack worked. The slow answers are not, for the most part, those of that time: something else slows them. Under a longer load this will matter more.',
    fr: 'La carte était bridée pendant que la pile travaillait. Les réponses lentes ne sont pas, pour la plupart, celles de ces moments : autre chose les ralentit. Sous une charge plus longue, cela comptera davantage.',
  };
}

export default defineDiagnosis({
  id: 'throttled-gpu',
  layer: 'device',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Heat or a power brake held the clocks of the card back while the stack worked. Low clocks of a card that idles are none, and one that keeps to its power limit does what it was built for: that is told only where the slow answers lie in that time. It matters because the engines are quicker than the figures say, and get slower the longer the load lasts.',
    fr: 'La chaleur ou un frein d’alimentation bridait les fréquences de la carte pendant que la pile travaillait. Les fréquences basses d’une carte au repos n’en sont pas, et une carte qui respecte sa limite de puissance fait son travail : on n’en parle que si les réponses lentes tombent à ces moments. C’est important, car les moteurs sont plus rapides que les chiffres, et ralentissent à mesure que la charge dure.',
  },
  detect(facts) {
    const gpu = facts.observed('gpu');
    if (gpu?.state !== 'seen') return undefined;
    const slowed = gpu.samples.filter(
      ({ atMs, limits }) =>
        slowdownsOf(limits ?? 0).length > 0 &&
        gpu.windows.some(({ startMs, endMs }) => atMs >= startMs && atMs <= endMs),
    );
    const share = facts.number('gpu.throttled_pct');
    if (slowed.length < LEAST_SAMPLES || share === undefined) return undefined;
    const reasons = [...new Set(slowed.flatMap(({ limits }) => slowdownsOf(limits ?? 0)))];
    const timing = coincidenceOf(seriesOf(facts), slowSpans(gpu.samples));
    const together = coincides(timing);
    // To keep to a power limit is what a loaded card does; it is news where answers wait for it.
    if (!together && reasons.every(({ kind }) => kind === 'cap')) return undefined;
    const why = { en: reasons.map(({ text }) => text.en), fr: reasons.map(({ text }) => text.fr) };
    const hot = reasons.some(({ kind }) => kind === 'heat');
    const [temperatureC, powerW] = [facts.number('gpu.temp_max_c'), facts.number('gpu.power_load_w')];
    const measured = [
      ...(temperatureC === undefined ? [] : [figure(temperatureC, '°C')]),
      ...(powerW === undefined ? [] : [figure(powerW, 'W')]),
    ].join(', ');
    const slow = figure(Math.round(share), '%');
    return {
      title: {
        en: `The GPU was throttled for ${slow} of the load: ${why.en.join(', ')}`,
        fr: `GPU bridé pendant ${slow} de la charge : ${why.fr.join(', ')}`,
      },
      headline: { en: 'GPU THROTTLED', fr: 'GPU BRIDÉ' },
      evidence: [...(measured === '' ? [] : [same(measured)]), ...(timing.slow > 0 ? [counted(timing)] : [])],
      story: storyOf(timing, together),
      remedy: [
        {
          text: { en: 'See what holds the clocks back', fr: 'Voir ce qui bride les fréquences' },
          code: { language: 'bash', lines: ['nvidia-smi -q -d PERFORMANCE,TEMPERATURE,POWER,CLOCK'] },
        },
        hot
          ? {
              text: {
                en: 'Let it breathe: dust, fans, the air in front of the case, another card too close',
                fr: 'La laisser respirer : poussière, ventilateurs, air devant le boîtier, autre carte trop proche',
              },
            }
          : {
              text: {
                en: 'Look at the power: the limit that is set, the cables to the card, the supply',
                fr: 'Regarder l’alimentation : limite fixée, câbles de la carte, bloc d’alimentation',
              },
              code: {
                language: 'bash',
                lines: ['nvidia-smi --query-gpu=power.draw,power.limit,power.max_limit --format=csv'],
              },
            },
      ],
      unblock: [
        {
          text: {
            en: 'under load, nothing holds the clocks back',
            fr: 'sous charge, rien ne bride les fréquences',
          },
          command: 'nvidia-smi -q -d PERFORMANCE',
          holds: false,
        },
      ],
    };
  },
});
