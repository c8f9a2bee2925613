import { checkedBy, nameOf, socketCommand, typed } from '../domain/commands.ts';
import { FULL_POINTS } from '../domain/points.ts';
import { same, type Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { WebsocketReadings } from '../probes/websocket-metrics.ts';
import { defineCriterion, notMeasured } from './define.ts';

/** The first thing that went wrong, in the order in which a client meets it. */
function problemOf({ connect, ping, turn, more }: WebsocketReadings): Text | undefined {
  for (const step of [connect, ping, turn]) if (step && 'problem' in step) return told(step.problem);
  for (const step of [...(more?.connects ?? []), ...(more?.pings ?? []), ...(more?.turns ?? [])]) {
    if (!('problem' in step)) continue;
    const { en, fr } = told(step.problem);
    return { en: `works at first, then: ${en}`, fr: `marche d’abord, puis : ${fr}` };
  }
  return undefined;
}

const shape = (message: string | undefined): Text => ({
  en: `Send the shape the stack expects${message === undefined ? '' : `: ${message}`}; another shape is often met with silence`,
  fr: `Envoyer la forme attendue${message === undefined ? '' : ` : ${message}`} ; une autre forme est souvent accueillie par le silence`,
});

export default defineCriterion({
  id: 'websocket',
  title: { en: 'WebSocket', fr: 'WebSocket' },
  failureTitle: { en: 'The WebSocket does not carry a turn', fr: 'Le WebSocket ne porte pas de tour' },
  finding: 'websocket-broken',
  why: {
    en: 'Streaming over the socket is what makes a voice start before its sentence ends.',
    fr: 'C’est le flux sur la socket qui permet à la voix de commencer avant la fin de la phrase.',
  },
  probe: 'websocket',
  metrics: ['websocket.ttft_ms'],
  layer: 'turn',
  blocking: false,
  weight: 1,
  shown: true,
  formula: {
    en: '10 when it connects, answers pings where it knows any, and streams every turn; 5 when it fails once but HTTP chat works; 0 when both fail',
    fr: '10 s’il se connecte, répond aux pings s’il en connaît, et diffuse chaque tour ; 5 s’il échoue une fois mais que le chat HTTP marche ; 0 si les deux échouent',
  },
  judge(facts) {
    const socket = facts.observed('websocket');
    if (!socket) return notMeasured;
    const problem = problemOf(socket);
    if (problem === undefined) {
      const firstToken = facts.shown('websocket.ttft_ms');
      const connect = facts.shown('websocket.connect_ms');
      const value = firstToken
        ? { en: `first token ${firstToken}`, fr: `premier token ${firstToken}` }
        : connect
          ? { en: `connected in ${connect}`, fr: `connecté en ${connect}` }
          : same('OK');
      const turns = socket.more?.turns.length ?? 0;
      const comment = socket.turn
        ? turns > 0
          ? { en: `streams ${1 + turns} turns in a row`, fr: `diffuse ${1 + turns} tours de suite` }
          : { en: 'streams a turn', fr: 'diffuse un tour' }
        : socket.ping
          ? { en: 'answers a ping', fr: 'répond au ping' }
          : { en: 'connects', fr: 'se connecte' };
      return { points: FULL_POINTS, value, comment };
    }
    const chatFails = facts.observed('llm') !== undefined && facts.number('llm.e2el_ms') === undefined;
    return {
      points: chatFails ? 0 : FULL_POINTS / 2,
      value: { en: 'FAILS', fr: 'ÉCHEC' },
      comment: problem,
    };
  },
  remedy: ({ target }) => [
    {
      text: { en: 'Open the socket by hand', fr: 'Ouvrir la socket à la main' },
      ...typed(socketCommand(target)),
    },
    {
      text: shape(nameOf(target, 'message')),
    },
    {
      text: {
        en: 'Check that the proxy in front passes the Upgrade header on',
        fr: 'Vérifier que le proxy placé devant transmet l’en-tête Upgrade',
      },
    },
  ],
  check: (facts) => ({
    text: { en: 'the WebSocket connects and answers', fr: 'le WebSocket se connecte et répond' },
    ...checkedBy(socketCommand(facts.target)),
  }),
});
