import { nameOf, socketCommand, typed } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'ws-wrong-shape',
  layer: 'turn',
  explains: ['websocket'],
  otherwise: 'warning',
  about: {
    en: 'The socket opens, answers pings, and meets the message with silence, while the same words in another shape are answered: the stack and its client disagree about the shape of a message, and the stack says nothing of it. Told from a socket that is deaf (no pong), refused or cut (websocket-broken) and from a model that hangs by saying the same in other shapes until one is answered. No error is logged anywhere; the user waits for ever.',
    fr: 'La socket s’ouvre, répond aux pings, et accueille le message par le silence, alors que les mêmes mots sous une autre forme ont une réponse : la pile et son client ne s’accordent pas sur la forme d’un message, et la pile n’en dit rien. Se distingue d’une socket sourde (pas de pong), refusée ou coupée (websocket-broken) et d’un modèle bloqué : les mêmes mots sont redits sous d’autres formes jusqu’à une réponse. Aucune erreur n’est journalisée ; la personne attend sans fin.',
  },
  detect(facts) {
    const socket = facts.observed('websocket');
    const taken = socket?.shapes?.find(({ answered }) => answered)?.shape;
    if (!socket?.turn || !('problem' in socket.turn) || taken === undefined) return undefined;
    const own = nameOf(facts.target, 'message');
    const wanted = `\`${taken}\``;
    const sent = own === undefined ? '' : ` \`${own}\``;
    return {
      title: {
        en: `The socket takes the message${sent} in silence, and answers ${wanted}`,
        fr: `La socket accueille le message${sent} par le silence, et répond à ${wanted}`,
      },
      headline: { en: 'WRONG SHAPE', fr: 'MAUVAISE FORME' },
      evidence: (socket.shapes ?? []).map(({ shape, answered }) =>
        answered
          ? { en: `${shape}: answered`, fr: `${shape} : une réponse` }
          : { en: `${shape}: silence, socket open`, fr: `${shape} : silence, socket ouverte` },
      ),
      story: {
        en: 'Nothing is broken but the agreement: whoever speaks the contract to this stack waits for ever, and nobody logs an error.',
        fr: 'Rien n’est cassé que l’accord : qui parle selon le contrat à cette pile attend sans fin, et personne ne journalise d’erreur.',
      },
      remedy: [
        {
          text: {
            en: `See it by hand: the shape of the contract, then ${wanted}`,
            fr: `Le voir à la main : la forme du contrat, puis ${wanted}`,
          },
          ...typed(socketCommand(facts.target)),
        },
        {
          text: {
            en: 'Have the stack take the shape of the contract, or its clients send the other; and have it answer what it does not understand with an error frame',
            fr: 'Faire accepter à la pile la forme du contrat, ou envoyer l’autre depuis ses clients ; et lui faire répondre une trame d’erreur à ce qu’elle ne comprend pas',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'the socket answers a message of the contract',
            fr: 'la socket répond à un message du contrat',
          },
          command: 'ralph review --only backend,llm,websocket',
          holds: false,
        },
      ],
      quip: {
        en: 'They do understand you. They wait for the accent.',
        fr: 'On vous comprend. On attend l’accent.',
      },
    };
  },
});
