import { checkedBy, timed, transcriptionCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';

/** Of a turn that should be heard within 800 ms this is more than all. */
const SLOW_MS = 1_000;
const FEWEST = 2;

export default defineDiagnosis({
  id: 'stt-slow',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Recordings are understood, but after a second or more. Told from an ear that understands nothing (stt-silent) or the wrong words (stt-inaccurate) by the words, and from a first request that loads a model (cold-start) by the median of warm recordings. The person has finished speaking, and everything else waits for this.',
    fr: 'Les enregistrements sont compris, mais après une seconde ou plus. Se distingue d’une oreille qui ne comprend rien (stt-silent) ou de travers (stt-inaccurate) par les mots, et d’une première requête qui charge un modèle (cold-start) par la médiane des enregistrements à chaud. La personne a fini de parler, et tout le reste attend.',
  },
  detect(facts) {
    const totalMs = facts.number('stt.total_ms');
    if (totalMs === undefined || totalMs < SLOW_MS || facts.samples('stt.total_ms') < FEWEST)
      return undefined;
    const took = figure(totalMs, 'ms');
    const rtfx = facts.number('stt.rtfx');
    const pace = rtfx === undefined ? undefined : figure(rtfx, 'ratio');
    return {
      title: {
        en: `A recording is understood after ${took} (median)`,
        fr: `Un enregistrement est compris après ${took} (médiane)`,
      },
      headline: { en: 'SLOW EAR', fr: 'OREILLE LENTE' },
      evidence: [
        {
          en: `end of the recording → text, median of ${facts.samples('stt.total_ms')}: ${took}`,
          fr: `fin de l’enregistrement → texte, médiane de ${facts.samples('stt.total_ms')} : ${took}`,
        },
        ...(pace === undefined
          ? []
          : [
              {
                en: `speech per second of work (RTFx): ${pace}`,
                fr: `parole par seconde de travail (RTFx) : ${pace}`,
              },
            ]),
      ],
      story: {
        en: 'Model and voice begin when the words are there. Whoever has just spoken waits for the ear before anything else can be quick.',
        fr: 'Le modèle et la voix commencent quand les mots sont là. Qui vient de parler attend l’oreille avant que le reste puisse être rapide.',
      },
      remedy: [
        {
          text: {
            en: 'Time one recording from outside',
            fr: 'Chronométrer un enregistrement de l’extérieur',
          },
          ...typed(timed(transcriptionCommand(facts.target))),
        },
        {
          text: {
            en: 'Use a smaller or quantised model, run it on the GPU (ctranslate2 and onnxruntime fall back to the processor in silence), or transcribe while the person still speaks',
            fr: 'Prendre un modèle plus petit ou quantifié, le placer sur le GPU (ctranslate2 et onnxruntime se rabattent en silence sur le processeur), ou transcrire pendant que la personne parle',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `a recording is understood in < ${SLOW_MS} ms`,
            fr: `un enregistrement est compris en < ${SLOW_MS} ms`,
          },
          ...checkedBy(timed(transcriptionCommand(facts.target))),
          holds: false,
        },
      ],
    };
  },
});
