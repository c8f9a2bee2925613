import { chatCommand, socketCommand, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** What the socket loses must be more than chance, also where but one turn was streamed. */
const LEAST_LOST_MS = 500;

/** When the first word comes over the socket and a whole answer over HTTP, where the socket loses by it. */
export function lateStream(facts: Facts): { readonly firstMs: number; readonly wholeMs: number } | undefined {
  const firstMs = facts.number('websocket.ttft_ms');
  const wholeMs = facts.number('llm.e2el_ms');
  if (firstMs === undefined || wholeMs === undefined || firstMs - wholeMs < LEAST_LOST_MS) return undefined;
  return { firstMs, wholeMs };
}

export default defineDiagnosis({
  id: 'stream-late',
  layer: 'turn',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The first word over the socket comes at least 500 ms later than a whole answer over HTTP. Streaming that comes all at once at its end, but no later than that, is `fake-streaming`.',
    fr: 'Le premier mot sur la socket vient au moins 500 ms plus tard qu’une réponse entière par HTTP. Un flux qui arrive d’un coup à la fin, mais pas plus tard, est `fake-streaming`.',
  },
  detect(facts) {
    const late = lateStream(facts);
    if (!late) return undefined;
    const [first, whole] = [figure(late.firstMs, 'ms'), figure(late.wholeMs, 'ms')];
    return {
      title: {
        en: `The socket’s first word takes longer (${first}) than a whole answer over HTTP (${whole})`,
        fr: `Le premier mot sur la socket met plus de temps (${first}) qu’une réponse entière en HTTP (${whole})`,
      },
      headline: { en: 'STREAM LATE', fr: 'FLUX EN RETARD' },
      evidence: [
        {
          en: `message → first token over the socket, median: ${first}`,
          fr: `message → premier token sur la socket, médiane : ${first}`,
        },
        {
          en: `question → last byte over HTTP, median: ${whole}`,
          fr: `question → dernier octet en HTTP, médiane : ${whole}`,
        },
      ],
      story: {
        en: 'Streaming is there so that a voice can start before the sentence ends. Here whoever streams hears the first word after others have the whole answer.',
        fr: 'Le flux existe pour qu’une voix commence avant la fin de la phrase. Ici, qui écoute le flux entend le premier mot quand les autres ont déjà toute la réponse.',
      },
      remedy: [
        {
          text: {
            en: 'Time both ways by hand',
            fr: 'Chronométrer les deux chemins à la main',
          },
          ...typed(timed(chatCommand(facts.target, 'answer')), socketCommand(facts.target)),
        },
        {
          text: {
            en: 'Send each token when the model gives it: look for what gathers the whole answer, or speaks it, before the first frame leaves',
            fr: 'Envoyer chaque token dès que le modèle le donne : chercher ce qui rassemble toute la réponse, ou la prononce, avant la première trame',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'the first token comes before a whole answer over HTTP would',
            fr: 'le premier token arrive avant ce que met une réponse entière en HTTP',
          },
          command: 'ralph review --only backend,llm,websocket',
          holds: false,
        },
      ],
      quip: {
        en: 'A river that waits until it is a lake.',
        fr: 'Un fleuve qui attend d’être un lac.',
      },
    };
  },
});
