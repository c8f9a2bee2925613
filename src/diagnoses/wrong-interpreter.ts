import { taskLine } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';
import { onServing, strangerUnder } from './suite-interpreter.ts';

export default defineDiagnosis({
  id: 'wrong-interpreter',
  layer: 'suite',
  explains: ['tests'],
  otherwise: 'warning',
  about: {
    en: 'The test suite runs on another Python than the one that serves: another version by the runner’s own header, or one that lacks a module which the serving interpreter has. A module that neither has is no such case, and a suite whose sessions include the serving version neither. It matters because such a suite says nothing of the packages that the stack really runs on, whether it passes or not.',
    fr: 'La suite de tests tourne sur un autre Python que celui qui sert : une autre version d’après l’en-tête de l’outil, ou un Python sans un module que l’interpréteur qui sert possède. Un module que ni l’un ni l’autre n’a n’en est pas un cas, pas plus qu’une suite dont une session tourne sur la version qui sert. C’est important, car une telle suite ne dit rien des paquets sur lesquels la pile tourne vraiment, qu’elle passe ou non.',
  },
  detect(facts) {
    const stranger = strangerUnder(facts);
    if (!stranger) return undefined;
    const { program, serving, versions, module } = stranger;
    const other = versions.join(', ');
    const { tests } = facts.target;
    const command = tests ? onServing(tests, facts, stranger) : `${program} -m pytest`;
    return {
      title:
        module === null
          ? {
              en: `The suite runs on Python ${other}, and the stack on ${serving}`,
              fr: `La suite tourne sur Python ${other}, et la pile sur ${serving}`,
            }
          : {
              en: `The suite runs on a Python without ${module}, and the one that serves has it`,
              fr: `La suite tourne sur un Python sans ${module}, et celui qui sert l’a`,
            },
      // Why tests failed that did run is another story.
      explains: module === null ? [] : ['tests'],
      headline: { en: 'WRONG INTERPRETER', fr: 'MAUVAIS INTERPRÉTEUR' },
      evidence: [
        {
          en: `${program}, which serves, is Python ${serving}`,
          fr: `${program}, qui sert, est Python ${serving}`,
        },
        ...(versions.length > 0
          ? [{ en: `the runner says Python ${other}`, fr: `l’outil de test annonce Python ${other}` }]
          : []),
        ...(module === null
          ? []
          : [
              {
                en: `the suite finds no module ${module}; ${program} does`,
                fr: `la suite ne trouve pas le module ${module} ; ${program} le trouve`,
              },
            ]),
      ],
      story: {
        en: 'What the suite proves, or fails to, is true of an interpreter that nobody talks to.',
        fr: 'Ce que la suite prouve, ou ne prouve pas, vaut pour un interpréteur à qui personne ne parle.',
      },
      remedy: [
        {
          text: {
            en: 'Run the suite on the interpreter that serves',
            fr: 'Lancer la suite sur l’interpréteur qui sert',
          },
          code: { language: 'bash', lines: [command] },
        },
        {
          text: {
            en: 'Write the same into the config (target.tests), so that no PATH decides',
            fr: 'L’inscrire dans la config (target.tests), pour qu’aucun PATH n’en décide',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `the suite passes, and its header says Python ${serving}`,
            fr: `la suite passe, et son en-tête annonce Python ${serving}`,
          },
          command: tests ? taskLine(tests) : command,
          holds: false,
        },
      ],
      quip: {
        en: 'It passed the examination, in another school.',
        fr: 'L’examen est réussi, dans une autre école.',
      },
    };
  },
});
