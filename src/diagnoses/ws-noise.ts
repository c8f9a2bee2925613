import { socketCommand, typed } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'ws-noise',
  layer: 'turn',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Binary frames come over the chat socket that are no sound: they decode neither together nor one by one. Told from speech that is sent beside the words by decoding them. A client that plays binary frames makes a crackle of them, and one that parses every frame as text fails.',
    fr: 'Des trames binaires viennent sur la socket de chat et ne sont pas du son : elles ne se décodent ni ensemble ni une à une. Se distingue d’une parole envoyée à côté des mots en les décodant. Un client qui joue les trames binaires en fait un craquement, et celui qui lit toute trame comme du texte échoue.',
  },
  detect(facts) {
    const socket = facts.observed('websocket');
    const turns = socket ? [socket.turn, ...(socket.more?.turns ?? [])] : [];
    const noisy = turns.flatMap((turn) => (turn && 'noise' in turn && turn.noise ? [turn.noise] : []));
    if (noisy.length === 0) return undefined;
    const frames = noisy.reduce((sum, count) => sum + count, 0);
    const count = turns.filter((turn) => turn && !('problem' in turn)).length;
    return {
      title: {
        en: `Over the socket come binary frames that are no sound (${frames} in ${noisy.length} of ${count} turns)`,
        fr: `Sur la socket viennent des trames binaires qui ne sont pas du son (${frames} en ${noisy.length} tours sur ${count})`,
      },
      headline: { en: 'NOISE ON THE SOCKET', fr: 'BRUIT SUR LA SOCKET' },
      evidence: [
        {
          en: `${frames} binary frames, which decode neither together nor one by one`,
          fr: `${frames} trames binaires, qui ne se décodent ni ensemble ni une à une`,
        },
      ],
      story: {
        en: 'The words arrive between them, so a lenient client does not notice. The next one plays them, or stops at the first.',
        fr: 'Les mots arrivent entre elles, un client indulgent ne remarque donc rien. Le suivant les joue, ou s’arrête à la première.',
      },
      remedy: [
        {
          text: { en: 'Watch the frames by hand', fr: 'Regarder les trames à la main' },
          ...typed(socketCommand(facts.target)),
        },
        {
          text: {
            en: 'Look for what writes to this socket beside the answer: a codec that is flushed without sound, a compressed frame that is sent twice, a proxy',
            fr: 'Chercher ce qui écrit sur cette socket à côté de la réponse : un codec vidé sans son, une trame compressée envoyée deux fois, un proxy',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'no binary frame that is no sound', fr: 'aucune trame binaire qui ne soit du son' },
          command: 'ralph review --only backend,llm,websocket',
          holds: false,
        },
      ],
    };
  },
});
