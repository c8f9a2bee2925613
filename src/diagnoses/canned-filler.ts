import { checkedBy, nameOf, speechStreamCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { allOf } from '../domain/sample.ts';
import { spoken } from '../domain/spoken.ts';
import { same, type Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** Two passages may begin alike by chance: with the same number, spoken by a voice that never varies. */
const FEWEST = 3;

/** How many streamed passages there are, where all of them begin with one sound and go on differently. */
function begunAlike(facts: Facts): number | undefined {
  const stream = facts.observed('tts_stream');
  if (!stream) return undefined;
  // What is the same to its end is a recording, and speech-canned.
  const sounds = spoken(allOf(stream)).flatMap(({ reply }) => reply.audio?.decoded?.sound ?? []);
  const [first, ...others] = new Set(sounds.map(({ opening }) => opening));
  return first && others.length === 0 && sounds.length >= FEWEST ? sounds.length : undefined;
}

export default defineDiagnosis({
  id: 'canned-filler',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Streamed speech begins with the very same half second, sample by sample, whatever the text: a filler off the shelf covers for the voice, which is not ready yet. Each passage begins with a number of its own, so a voice would begin each in its own way. Where all of the sound is the same, it is speech-canned; where the filler ends before the voice is there, broken-playback stands beside it. It matters because the time to the first sound, by which voices are compared, is then that of a file.',
    fr: 'La parole en flux commence par la même demi-seconde, échantillon pour échantillon, quel que soit le texte : un remplissage tout prêt couvre la voix, qui n’est pas encore là. Chaque passage commence par un nombre à lui ; une voix commencerait donc chacun à sa façon. Si tout le son est le même, c’est speech-canned ; si le remplissage finit avant que la voix soit là, broken-playback l’accompagne. C’est important, car le délai du premier son, par lequel on compare les voix, est alors celui d’un fichier.',
  },
  detect(facts) {
    const count = begunAlike(facts);
    if (count === undefined) return undefined;
    const name = nameOf(facts.target, 'speechStream');
    const route: Text =
      name === undefined ? { en: 'the streamed speech', fr: 'la parole en flux' } : same(name);
    const [ttfaMs, totalMs] = [facts.number('tts_stream.ttfa_ms'), facts.number('tts.total_ms')];
    const command = speechStreamCommand(facts.target);
    return {
      title: {
        en: `All ${count} streams of speech begin with the same canned sound (${route.en})`,
        fr: `Les ${count} flux de parole commencent tous par le même son tout fait (${route.fr})`,
      },
      headline: { en: 'CANNED FILLER', fr: 'REMPLISSAGE TOUT FAIT' },
      evidence: [
        {
          en: `the first half second is the same in ${count} of ${count} passages, each of which begins with a number of its own`,
          fr: `la première demi-seconde est la même dans ${count} passages sur ${count}, dont chacun commence par un nombre à lui`,
        },
        ...(ttfaMs === undefined || totalMs === undefined
          ? []
          : [
              {
                en: `first sound of a stream after ${figure(ttfaMs, 'ms')}; a sentence without a stream takes ${figure(totalMs, 'ms')} (medians)`,
                fr: `premier son d’un flux après ${figure(ttfaMs, 'ms')} ; une phrase sans flux prend ${figure(totalMs, 'ms')} (médianes)`,
              },
            ]),
      ],
      story: {
        en: 'Who listens hears something soon, which may well be wanted; but the first sound is not the answer, and its time says nothing of the voice.',
        fr: 'Qui écoute entend vite quelque chose, ce qui peut être voulu ; mais le premier son n’est pas la réponse, et son délai ne dit rien de la voix.',
      },
      remedy: [
        {
          text: {
            en: 'Stream two texts and listen to how they begin',
            fr: 'Diffuser deux textes et écouter leur début',
          },
          ...typed(command),
        },
        {
          text: {
            en: 'Measure the first sound behind the filler, or switch the filler off for the measurement; keep it in service only where the voice itself cannot be sooner',
            fr: 'Mesurer le premier son après le remplissage, ou le couper pour la mesure ; ne le garder en service que si la voix elle-même ne peut venir plus tôt',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'streams of different texts begin differently',
            fr: 'les flux de textes différents commencent différemment',
          },
          ...checkedBy(command),
          holds: false,
        },
      ],
      quip: { en: 'It clears its throat on time.', fr: 'Elle se racle la gorge à l’heure.' },
    };
  },
});
