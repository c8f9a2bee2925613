import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'port-owned-by-another-process',
  layer: 'stack',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The process that listens at the address of the stack runs another copy of it than the one in target.folder: it was started with a source for which the folder has a file of its own, at the same place, and that is another file; or its folder was deleted since. Links and mounts that lead to the same file are the project itself. Where the process is another user’s or in a container, was started without naming a source, or runs one that the folder does not have, nothing is said: many a stack is started from elsewhere. It matters because the figures are then those of one code, and the tests, the build and the requirements those of another.',
    fr: 'Le processus qui écoute à l’adresse de la pile en exécute une autre copie que celle de target.folder : il a été lancé avec un source dont le dossier a son propre fichier, au même endroit, et c’est un autre fichier ; ou son dossier a été supprimé depuis. Liens et montages qui mènent au même fichier sont le projet lui-même. Si le processus est à un autre utilisateur ou dans un conteneur, a été lancé sans nommer de source, ou en exécute un que le dossier n’a pas, rien n’est dit : bien des piles sont lancées d’ailleurs. C’est important, car les chiffres sont alors ceux d’un code, et les tests, la compilation et les requirements ceux d’un autre.',
  },
  detect(facts) {
    const runtime = facts.observed('runtime');
    const { folder, url } = facts.target;
    const project = folder ?? 'target.folder';
    if (!runtime?.process || runtime.origin?.place !== 'copy') return undefined;
    const { process, origin } = runtime;
    const { pid, startedAt } = process;
    return {
      title: {
        en: `What answers at ${url} is another copy of the stack: ${origin.source}`,
        fr: `Ce qui répond sur ${url} est une autre copie de la pile : ${origin.source}`,
      },
      headline: { en: 'ANOTHER COPY SERVES', fr: 'UNE AUTRE COPIE SERT' },
      evidence: [
        {
          en: `process ${pid} runs ${origin.source}`,
          fr: `le processus ${pid} exécute ${origin.source}`,
        },
        {
          en: `the project under review is ${project}, which has a file of its own in that place`,
          fr: `le projet examiné est ${project}, qui a son propre fichier à cet endroit`,
        },
        ...(startedAt ? [{ en: `it was started at ${startedAt}`, fr: `il a été lancé à ${startedAt}` }] : []),
      ],
      story: {
        en: 'The stack of the project could not take its port, or was never started: an older or another copy holds it. A change made in the project shows in nothing that was measured here.',
        fr: 'La pile du projet n’a pas pu prendre son port, ou n’a jamais été lancée : une copie plus ancienne, ou une autre, le tient. Un changement fait dans le projet n’apparaît dans rien de ce qui est mesuré ici.',
      },
      remedy: [
        {
          text: { en: 'See what it is, and who started it', fr: 'Voir ce que c’est, et qui l’a lancé' },
          code: {
            language: 'bash',
            lines: [`ps -o pid,ppid,lstart,args -p ${pid}`, `readlink /proc/${pid}/cwd`],
          },
        },
        {
          text: {
            en: 'End it, and start the stack of the project',
            fr: 'L’arrêter, et lancer la pile du projet',
          },
          code: { language: 'bash', lines: [`kill ${pid}`] },
        },
        {
          text: {
            en: 'If that copy is the one to review, say so in the config',
            fr: 'Si c’est cette copie qu’il faut examiner, le dire dans la config',
          },
          code: { language: 'yaml', lines: ['target:', '  folder: /where/it/lies'] },
        },
      ],
      unblock: [
        {
          text: {
            en: `what answers at ${url} was started from ${project}`,
            fr: `ce qui répond sur ${url} a été lancé depuis ${project}`,
          },
          command: 'ralph review --only backend,runtime',
          holds: false,
        },
      ],
      quip: {
        en: 'Somebody else answers the door.',
        fr: 'C’est quelqu’un d’autre qui ouvre la porte.',
      },
    };
  },
});
