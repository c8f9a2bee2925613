import { taskLine } from '../domain/commands.ts';
import { told } from '../domain/told.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'build-locked',
  layer: 'suite',
  explains: [],
  otherwise: 'note',
  about: {
    en: 'Another build of the same folder held the lock, so this one stopped or waited. It is no failed build: the code was not looked at, and nothing is taken off for it. It matters because a review that says nothing of the build should not be read as one that found it well.',
    fr: 'Un autre build du même dossier tenait le verrou : celui-ci s’est arrêté ou a attendu. Ce n’est pas un build en échec : le code n’a pas été regardé, et rien n’est retiré pour cela. C’est important, car un bilan qui ne dit rien du build ne doit pas se lire comme un build réussi.',
  },
  detect(facts) {
    const build = facts.observed('build');
    if (!build?.locked || build.state === 'built') return undefined;
    const task = facts.target.build;
    const line = task ? taskLine(task) : 'ralph review --only build';
    return {
      title: {
        en: 'The build was not judged: another one held the lock',
        fr: 'Le build n’a pas été jugé : un autre tenait le verrou',
      },
      headline: { en: 'BUILD LOCKED', fr: 'BUILD VERROUILLÉ' },
      evidence: [told(build.reason ?? build.state)],
      story: {
        en: 'Two builds write into the same folder, and the second is refused. Whether the code builds is unknown after this run.',
        fr: 'Deux builds écrivent dans le même dossier, et le second est refusé. Ce passage ne dit pas si le code se compile.',
      },
      remedy: [
        {
          text: {
            en: 'Wait until the other build has ended, or end it, then review again',
            fr: 'Attendre la fin de l’autre build, ou l’arrêter, puis relancer le bilan',
          },
          code: { language: 'bash', lines: [line] },
        },
      ],
      unblock: [
        {
          text: { en: 'the build gets the lock and succeeds', fr: 'le build obtient le verrou et aboutit' },
          command: line,
          holds: false,
        },
      ],
      quip: { en: 'Two cooks, one oven.', fr: 'Deux cuisiniers, un four.' },
    };
  },
});
