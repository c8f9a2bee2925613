import { taskLine } from '../domain/commands.ts';
import { told } from '../domain/told.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'build-claims-success',
  layer: 'suite',
  explains: ['build'],
  otherwise: 'warning',
  about: {
    en: 'The build says in its own words that it failed, and its exit code is 0 all the same: a script around it swallows the code. It is told from warnings, and from words of failure that pages print while they are built, by the sentence that stands on a line of its own. It matters because whatever deploys on an exit code of 0 now deploys what was there before, or nothing.',
    fr: 'Le build dit lui-même qu’il a échoué, et son code de sortie vaut pourtant 0 : un script autour de lui avale le code. On le distingue des avertissements, et des mots d’échec que des pages impriment pendant leur construction, par la phrase qui occupe une ligne à elle seule. C’est important, car ce qui déploie sur un code 0 déploie alors l’ancien, ou rien.',
  },
  detect(facts) {
    const build = facts.observed('build');
    if (build?.state !== 'failed' || build.exitCode !== 0 || build.locked) return undefined;
    const reason = told(build.reason ?? 'Failed to compile.');
    const task = facts.target.build;
    const line = task ? taskLine(task) : 'ralph review --only build';
    return {
      title: {
        en: `The build fails and exits with 0 (${reason.en})`,
        fr: `Le build échoue et sort avec 0 (${reason.fr})`,
      },
      headline: { en: 'BUILD LIES', fr: 'BUILD MENTEUR' },
      evidence: [reason, { en: 'exit code 0', fr: 'code de sortie 0' }],
      story: {
        en: 'Its words say that it failed, its exit code that it did not. The worse of the two is believed: what broke does not work better for being passed on.',
        fr: 'Ses mots disent qu’il a échoué, son code de sortie que non. C’est le pire des deux qui est cru : ce qui est cassé ne marche pas mieux une fois transmis.',
      },
      remedy: [
        {
          text: {
            en: 'Build by hand and mend the first error',
            fr: 'Lancer le build à la main et corriger la première erreur',
          },
          code: { language: 'bash', lines: [line] },
        },
        {
          text: {
            en: 'Find what swallows the exit code: "|| true", ";" or a pipe without pipefail in the build script',
            fr: 'Trouver ce qui avale le code de sortie : « || true », « ; » ou un tube sans pipefail dans le script de build',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'the build succeeds, and says nothing else',
            fr: 'le build aboutit, et ne dit pas le contraire',
          },
          command: line,
          holds: false,
        },
      ],
      quip: { en: 'Failed, successfully.', fr: 'Échoué, avec succès.' },
    };
  },
});
