import { audioDefects } from '../domain/audio.ts';
import { checkedBy, speechCommand, speechLook, typed } from '../domain/commands.ts';
import { allOf, answered } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'speech-flawed',
  layer: 'service',
  explains: [],
  otherwise: 'note',
  about: {
    en: 'Speech comes and can be heard, and something about it is wrong: its label, its length, its level, cuts or gaps. Each flaw was measured in the decoded sound; none of them silences the stack, which would be `speech-missing`.',
    fr: 'La parole vient et s’entend, mais quelque chose y cloche : son étiquette, sa durée, son niveau, des coupures ou des trous. Chaque défaut a été mesuré dans le son décodé ; aucun ne rend la pile muette, ce qui serait `speech-missing`.',
  },
  detect(facts) {
    const tts = facts.observed('tts');
    if (!tts) return undefined;
    const replies = answered(allOf(tts)).map(({ reply }) => reply);
    const told = replies
      .map(({ audio, chars }) => (audio ? audioDefects(audio, chars) : []))
      .filter((defects) => defects.length > 0 && defects.every(({ severity }) => severity !== 'broken'));
    const byId = new Map(told.flat().map((defect) => [defect.id, defect]));
    const [first] = byId.values();
    if (!first) return undefined;
    const share = `${told.length}/${replies.length}`;
    const unjudged = first.severity === 'unjudged';
    return {
      title: unjudged
        ? {
            en: `${share} speech answers were not judged: ${first.text.en}`,
            fr: `${share} réponses de parole non jugées : ${first.text.fr}`,
          }
        : {
            en: `${share} speech answers can be heard, but are flawed: ${first.text.en}`,
            fr: `${share} réponses de parole s’entendent, mais avec un défaut : ${first.text.fr}`,
          },
      headline: unjudged
        ? { en: 'SPEECH NOT JUDGED', fr: 'PAROLE NON JUGÉE' }
        : { en: 'FLAWED SPEECH', fr: 'PAROLE DÉFECTUEUSE' },
      evidence: [...byId.values()].map(({ text }) => text).slice(0, 5),
      story: {
        en: 'It costs no points: a person may well understand it. But players differ in what they forgive, and the next one may not.',
        fr: 'Cela ne coûte aucun point : une personne peut la comprendre. Mais les lecteurs ne pardonnent pas tous les mêmes défauts.',
      },
      remedy: [
        {
          text: { en: 'Look at one answer from outside', fr: 'Regarder une réponse de l’extérieur' },
          ...typed(...speechLook(facts.target)),
        },
      ],
      unblock: [
        {
          text: { en: 'a sentence comes without that flaw', fr: 'une phrase vient sans ce défaut' },
          ...checkedBy(speechCommand(facts.target)),
          holds: false,
        },
      ],
    };
  },
});
