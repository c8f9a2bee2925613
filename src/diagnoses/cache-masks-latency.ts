import { chatCommand, checkedBy, nameOf, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { answered } from '../domain/sample.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** No model says the same so much faster the second time, whatever part of its prompt it remembers. */
const MOST_SHARE = 1 / 4;
/** Below this difference a quick model and a cache look alike. */
const LEAST_SAVED_MS = 100;

interface Reported {
  readonly newMs: number;
  readonly againMs: number;
}

/** By the stack's own clock, which leaves out what delays every answer alike; undefined where it says nothing. */
function reportedMs(facts: Facts): Reported | undefined {
  const newMs = facts.number('llm.reported_ms');
  const again = answered(facts.observed('llm')?.repeated ?? []).map(({ reply }) => reply.reportedMs);
  const said = again.filter((each) => each !== null);
  return newMs === undefined || said.length < again.length
    ? undefined
    : { newMs, againMs: Math.max(...said) };
}

const bySelf = ({ newMs, againMs }: Reported): Text => ({
  en: `by its own account ${figure(newMs, 'ms')} and ${figure(againMs, 'ms')}: the rest delays every answer alike`,
  fr: `d’après elle ${figure(newMs, 'ms')} et ${figure(againMs, 'ms')} : le reste retarde chaque réponse de même`,
});

export default defineDiagnosis({
  id: 'cache-masks-latency',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The same question in a new session comes back word for word, in a quarter of the time or less (by the wall clock, or by what the stack says of itself) and at least 100 ms sooner, and the answer does not say that it was cached. The latencies of a review are of new questions; this says that measurements which repeat a question are of the cache.',
    fr: 'La même question, dans une nouvelle session, revient mot pour mot, en un quart du temps au plus (à l’horloge, ou d’après la pile elle-même) et au moins 100 ms plus tôt, sans que la réponse se dise en cache. Les latences d’une revue portent sur des questions neuves ; ce constat dit que toute mesure qui répète une question mesure le cache.',
  },
  detect(facts) {
    const repeated = answered(facts.observed('llm')?.repeated ?? []);
    const texts = new Set(repeated.map(({ reply }) => reply.text));
    const [text] = texts;
    if (repeated.length < 2 || texts.size > 1 || !text) return undefined;
    if (repeated.some(({ reply }) => reply.cached)) return undefined;
    const newMs = facts.number('llm.e2el_ms');
    const againMs = facts.number('llm.cached_ms');
    if (newMs === undefined || againMs === undefined) return undefined;
    if (newMs - againMs < LEAST_SAVED_MS) return undefined;
    const reported = reportedMs(facts);
    const isByWall = againMs <= MOST_SHARE * newMs;
    if (!isByWall && !(reported && reported.againMs <= MOST_SHARE * reported.newMs)) return undefined;
    const [said, denied] = [nameOf(facts.target, 'cached'), nameOf(facts.target, 'uncached')];
    const ask = chatCommand(facts.target, ['answer', 'cached', 'time']);
    return {
      title: {
        en: `A question asked again is answered out of a cache that says ${denied ?? 'nothing of it'} (${figure(againMs, 'ms')})`,
        fr: `Une question répétée reçoit la réponse d’un cache qui ${denied === undefined ? 'n’en dit rien' : `dit ${denied}`} (${figure(againMs, 'ms')})`,
      },
      headline: { en: 'HIDDEN CACHE', fr: 'CACHE CACHÉ' },
      evidence: [
        {
          en: `new questions: ${figure(newMs, 'ms')}; the same one again, each time in a session of its own: ${figure(againMs, 'ms')}`,
          fr: `questions nouvelles : ${figure(newMs, 'ms')} ; la même à nouveau, chaque fois dans sa propre session : ${figure(againMs, 'ms')}`,
        },
        {
          en: `${repeated.length} times word for word: “${text.slice(0, 120)}”`,
          fr: `${repeated.length} fois mot pour mot : « ${text.slice(0, 120)} »`,
        },
        ...(reported && !isByWall ? [bySelf(reported)] : []),
      ],
      story: {
        en: 'The figures of this review are of new questions and stand. Any other measurement that repeats a question measures the cache; and an answer that was made for one session reaches another.',
        fr: 'Les chiffres de cette revue portent sur des questions nouvelles et restent justes. Toute autre mesure qui répète une question mesure le cache ; et une réponse faite pour une session en atteint une autre.',
      },
      remedy: [
        {
          text: {
            en: 'Ask the same twice in two sessions, and see it',
            fr: 'Poser deux fois la même question dans deux sessions, et le voir',
          },
          ...typed(ask, ask),
        },
        {
          text: {
            en: `Say ${said ?? 'so'} when it is, and make the session with its history part of the key`,
            fr: `${said === undefined ? 'Le dire' : `Dire ${said}`} quand c’est le cas, et inclure dans la clé la session et son historique`,
          },
        },
      ],
      unblock: [
        {
          text:
            said === undefined
              ? {
                  en: 'the second answer takes as long as the first, or says where it is from',
                  fr: 'la seconde réponse prend autant de temps que la première, ou dit d’où elle vient',
                }
              : { en: `the second answer says ${said}`, fr: `la seconde réponse dit ${said}` },
          ...checkedBy(chatCommand(facts.target, 'cached') ?? timed(chatCommand(facts.target, 'answer'))),
          holds: false,
        },
      ],
      quip: {
        en: 'It has thought about this before, and hopes that nobody noticed.',
        fr: 'Il y avait déjà réfléchi, et espère que personne ne l’a vu.',
      },
    };
  },
});
