import { checkedBy, speechCommand, typed } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';
import { cannedSpeech } from './speech-answers.ts';

export default defineDiagnosis({
  id: 'speech-canned',
  layer: 'service',
  explains: ['tts', 'backend'],
  otherwise: 'warning',
  about: {
    en: 'Different sentences came back with the very same sound, sample by sample. A cache keeps one sound for one sentence; here one sound stands for several, so at most one of them was spoken.',
    fr: 'Des phrases différentes sont revenues avec exactement le même son, échantillon pour échantillon. Un cache garde un son par phrase ; ici un son en remplace plusieurs, une seule au plus a donc été dite.',
  },
  detect(facts) {
    const { replies, canned } = cannedSpeech(facts);
    const [first] = canned;
    if (!first) return undefined;
    const none = facts.number('tts.total_ms') === undefined;
    const share = `${canned.length}/${replies.length}`;
    const seconds = first.audio?.decoded?.durationS.toFixed(2);
    return {
      title: {
        en: `${share} different sentences were answered with a sound that another one got too`,
        fr: `${share} phrases différentes ont reçu un son qu’une autre a reçu aussi`,
      },
      // What was spoken afresh was judged by its own figures.
      ...(none ? {} : { explains: [] }),
      headline: { en: 'CANNED SPEECH', fr: 'PAROLE TOUTE FAITE' },
      evidence: [
        {
          en: `the same ${seconds} s to the last sample; every sentence began with a number of its own`,
          fr: `les mêmes ${seconds} s à l’échantillon près ; chaque phrase commençait par un nombre à elle`,
        },
      ],
      story: {
        en: 'Sound comes, but not that of the text: a recording stands in for the engine, or a cache takes different texts for one. How fast it comes says nothing of a voice.',
        fr: 'Du son arrive, mais pas celui du texte : un enregistrement remplace le moteur, ou un cache confond des textes différents. Sa rapidité ne dit rien d’une voix.',
      },
      remedy: [
        {
          text: { en: 'Fetch two sentences and compare them', fr: 'Récupérer deux phrases et les comparer' },
          ...typed(speechCommand(facts.target)),
        },
        {
          text: {
            en: 'Make the whole text and the voice part of the key of the speech cache; answer 503 when no engine speaks',
            fr: 'Mettre le texte entier et la voix dans la clé du cache de parole ; répondre 503 quand aucun moteur ne parle',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'two texts have two sounds', fr: 'deux textes ont deux sons' },
          ...checkedBy(speechCommand(facts.target)),
          holds: false,
        },
      ],
    };
  },
});
