import { quoted } from '../domain/commands.ts';
import { told } from '../domain/told.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'interpreter-broken',
  layer: 'runtime',
  explains: ['cuda'],
  otherwise: 'warning',
  about: {
    en: 'The interpreter that the stack runs on gives no usable answer: it is not there, dies, hangs, or prints what no Python prints. Lines that it prints beside its answer do not matter, and a folder that is gone is not its fault. It matters because nothing can then be known of its packages, and the stack will not start on it again.',
    fr: 'L’interpréteur sur lequel tourne la pile ne donne pas de réponse utilisable : il est absent, meurt, se bloque, ou affiche ce qu’aucun Python n’affiche. Les lignes affichées à côté de sa réponse ne comptent pas, et un dossier disparu n’est pas sa faute. C’est important, car on ne sait alors rien de ses paquets, et la pile ne redémarrera pas dessus.',
  },
  detect(facts) {
    const interpreter = facts.observed('runtime')?.interpreter;
    const cuda = facts.observed('cuda');
    const broken =
      interpreter && 'broken' in interpreter
        ? interpreter
        : cuda?.state === 'interpreter-broken'
          ? { program: cuda.python, detail: cuda.detail ?? '' }
          : undefined;
    if (!broken) return undefined;
    const { program, detail } = broken;
    return {
      title: {
        en: `The stack’s interpreter does not work: ${program}`,
        fr: `L’interpréteur de la pile ne fonctionne pas : ${program}`,
      },
      headline: { en: 'INTERPRETER BROKEN', fr: 'INTERPRÉTEUR EN PANNE' },
      evidence: [detail ? told(detail) : { en: 'no usable answer', fr: 'aucune réponse utilisable' }],
      story: {
        en: 'A question that any interpreter answers in a second got no usable answer, so nothing about its packages or CUDA can be trusted.',
        fr: 'Une question à laquelle tout interpréteur répond en une seconde est restée sans réponse utilisable : rien de ses paquets ni de CUDA n’est sûr.',
      },
      remedy: [
        {
          text: { en: 'Ask it by hand', fr: 'L’interroger à la main' },
          code: {
            language: 'bash',
            lines: [
              `timeout 20 ${quoted(program)} -c "import sys; print(sys.version)"`,
              `timeout 60 ${quoted(program)} -X faulthandler -c "import torch"`,
            ],
          },
        },
        {
          text: {
            en: 'Rebuild its environment if that fails',
            fr: 'Reconstruire son environnement si cela échoue',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'the interpreter answers', fr: 'l’interpréteur répond' },
          command: `timeout 20 ${quoted(program)} -c "print('ok')"`,
          holds: false,
        },
      ],
      quip: {
        en: 'Even its version number was too much to ask.',
        fr: 'Même son numéro de version, c’était trop demander.',
      },
    };
  },
});
