import { allOf, failed, isRateLimit, saysWhy, TOO_OFTEN } from '../domain/sample.ts';
import { told } from '../domain/told.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** What a socket was refused for coming too often; a lower limit for frames is commonly on the bucket that requests fill. */
function socketRefusals(facts: Facts): string[] {
  const socket = facts.observed('websocket');
  if (!socket) return [];
  const { connect, ping, turn, more } = socket;
  const steps = [
    connect,
    ping,
    turn,
    ...(more?.connects ?? []),
    ...(more?.pings ?? []),
    ...(more?.turns ?? []),
  ];
  return steps.flatMap((step) =>
    step && 'problem' in step && TOO_OFTEN.test(step.problem) ? [step.problem] : [],
  );
}

export default defineDiagnosis({
  id: 'rate-limited',
  layer: 'service',
  explains: ['llm', 'tts', 'e2e', 'e2e-audio', 'backend', 'websocket'],
  otherwise: 'note',
  about: {
    en: 'The limit of the stack left no room for what this run wanted to ask. Refusals are waited out within a budget and never counted as latencies, since they are quicker than any answer; this says what the limit cost.',
    fr: 'La limite de la pile n’a pas laissé place à ce que ce passage voulait demander. Les refus sont attendus dans un budget et jamais comptés comme latences, étant plus rapides que toute réponse ; ceci dit ce que la limite a coûté.',
  },
  detect(facts) {
    const llm = facts.observed('llm');
    const tts = facts.observed('tts');
    const turn = facts.observed('turn');
    const series = [...(llm ? [llm.unique] : []), ...(tts ? [tts] : []), ...(turn ? [turn] : [])];
    const given = series
      .flatMap((each) => failed(allOf<unknown>(each)))
      .filter((failure) => isRateLimit(failure) && !saysWhy(failure));
    const onSocket = socketRefusals(facts);
    if (given.length + onSocket.length === 0) return undefined;
    const starved = [
      ...(facts.number('llm.e2el_ms') === undefined ? (['llm', 'backend'] as const) : []),
      ...(facts.number('tts.total_ms') === undefined ? (['tts', 'backend'] as const) : []),
      ...(facts.number('turn.e2e_ms') === undefined ? (['e2e', 'e2e-audio'] as const) : []),
      ...(onSocket.length > 0 ? (['websocket'] as const) : []),
    ];
    return {
      title: {
        en: 'The stack’s rate limit left no room for this run',
        fr: 'La limite de débit de la pile n’a pas laissé de place à ce passage',
      },
      explains: starved,
      headline: { en: 'RATE LIMITED', fr: 'DÉBIT LIMITÉ' },
      evidence: [
        ...(given.length === 0
          ? []
          : [
              {
                en: `${given.length} requests were still refused with 429 when the waiting budget was spent`,
                fr: `${given.length} requêtes encore refusées par 429 une fois le budget d’attente épuisé`,
              },
            ]),
        ...onSocket.slice(0, 1).map((problem) => ({
          en: `over the socket: ${told(problem).en}`,
          fr: `sur la socket : ${told(problem).fr}`,
        })),
      ],
      story: {
        en: 'Refusals are not counted as latencies, so some figures are missing: this is about the limit, not about the engines.',
        fr: 'Un refus ne compte pas comme latence : des chiffres manquent donc, à cause de la limite et non des moteurs.',
      },
      remedy: [
        {
          text: {
            en: 'Give the run more time to wait, or fewer samples',
            fr: 'Donner au passage plus de temps d’attente, ou moins d’échantillons',
          },
          code: { language: 'yaml', lines: ['samples:', '  rate_limit_budget: 5m', '  warm: 3'] },
        },
      ],
      unblock: [
        {
          text: { en: 'a run without refusals', fr: 'un passage sans refus' },
          command: 'ralph review --samples 3',
          holds: false,
        },
      ],
    };
  },
});
