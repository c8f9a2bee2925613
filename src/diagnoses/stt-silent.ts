import { checkedBy, nameOf, transcriptionCommand, typed } from '../domain/commands.ts';
import { allOf, answered, describeFailure, failed, saysWhy } from '../domain/sample.ts';
import type { Text } from '../domain/text.ts';
import type { SttReadings } from '../probes/stt.ts';
import { defineDiagnosis } from './define.ts';
import { isCanned } from './speech-answers.ts';

const SHOWN_CHARS = 120;

/** What came of the recordings, each kind once. */
function outcomes(stt: SttReadings): Text[] {
  const samples = allOf(stt);
  const said = new Map<string, Text>();
  for (const failure of failed(samples)) {
    const text = describeFailure(failure);
    said.set(text.en, text);
  }
  for (const { reply } of answered(samples)) {
    const heard = JSON.stringify(reply.heard.slice(0, SHOWN_CHARS));
    said.set(heard, { en: `understood: ${heard}`, fr: `compris : ${heard}` });
  }
  return [...said.values()].slice(0, 3);
}

export default defineDiagnosis({
  id: 'stt-silent',
  layer: 'service',
  explains: ['backend'],
  otherwise: 'warning',
  about: {
    en: 'Not one recording comes back with a right word in it: empty, refused, or the same sentence for all of them, which models make up when they hear nothing.',
    fr: 'Aucun enregistrement ne revient avec un mot juste : vide, refusé, ou la même phrase pour tous, que des modèles inventent quand ils n’entendent rien.',
  },
  detect(facts) {
    const stt = facts.observed('stt');
    if (!stt || facts.number('stt.total_ms') !== undefined || stt.warm.length === 0) return undefined;
    // What was sent was the stack's own speech: the same sound for every text says nothing of the ear.
    if (isCanned(facts)) return undefined;
    const samples = allOf(stt);
    if (samples.every((sample) => 'failure' in sample && saysWhy(sample.failure))) return undefined;
    const count = samples.length;
    const health = nameOf(facts.target, 'health');
    return {
      title: {
        en: 'Not one recording is understood',
        fr: 'Pas un enregistrement n’est compris',
      },
      headline: { en: 'DEAF', fr: 'SOURDE' },
      evidence: [
        {
          en: `${count} recordings of its own speech, none with a word understood`,
          fr: `${count} enregistrements de sa propre parole, aucun avec un mot compris`,
        },
        ...outcomes(stt),
      ],
      story: {
        en: 'A transcript with no right word in it, or the same one for every recording, is none: models that hear nothing make up a sentence. Whoever speaks to this stack is not heard, whatever its health says.',
        fr: 'Une transcription sans un mot juste, ou la même pour chaque enregistrement, n’en est pas une : les modèles qui n’entendent rien inventent une phrase. Qui parle à cette pile n’est pas entendu, quoi que dise sa santé.',
      },
      explains: facts.target.requires.includes('stt') ? ['backend'] : [],
      causes: ['stack-died'],
      remedy: [
        {
          text: {
            en: 'Send it a recording by hand, and look at its log meanwhile',
            fr: 'Lui envoyer un enregistrement à la main, en regardant son journal',
          },
          ...typed(transcriptionCommand(facts.target)),
        },
        {
          text: {
            en: 'Check that its model is there, that it decodes MP3 (ffmpeg), and that its provider accepts the key',
            fr: 'Vérifier que son modèle est là, qu’il décode le MP3 (ffmpeg), et que son fournisseur accepte la clé',
          },
        },
        {
          text: {
            en: `Until it listens, have ${health ?? 'its health route'} say so, so that clients transcribe themselves`,
            fr: `Tant qu’elle n’écoute pas, que ${health ?? 'sa route de santé'} le dise, pour que les clients transcrivent eux-mêmes`,
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'a recording comes back as the words that were spoken',
            fr: 'un enregistrement revient avec les mots prononcés',
          },
          ...checkedBy(transcriptionCommand(facts.target)),
          holds: false,
        },
      ],
      quip: {
        en: 'All mouth and no ears.',
        fr: 'Tout en bouche, rien en oreilles.',
      },
    };
  },
});
