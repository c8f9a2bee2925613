import { taskLine } from '../domain/commands.ts';
import { told } from '../domain/told.ts';
import { defineDiagnosis } from './define.ts';

const plural = (count: number): string => (count > 1 ? 's' : '');

export default defineDiagnosis({
  id: 'tests-failing',
  layer: 'suite',
  explains: ['tests'],
  otherwise: 'warning',
  about: {
    en: 'The test suite ran to its end and did not pass: tests failed, files of it could not be loaded beside others that ran, or it demands more than its tests, such as coverage. A suite that ran nothing is another finding. It is said however few failed, because points are lost by the share and a single red test may be the one that matters; it blocks where the points do.',
    fr: 'La suite de tests est allée jusqu’au bout sans réussir : des tests échouent, des fichiers ne se chargent pas à côté d’autres qui tournent, ou elle exige plus que ses tests, comme une couverture. Une suite qui n’a rien exécuté est un autre constat. C’est dit même pour un seul échec, car les points se perdent en proportion et un seul test rouge peut être celui qui compte ; cela bloque là où les points bloquent.',
  },
  detect(facts) {
    const tests = facts.observed('tests');
    if (tests?.state !== 'failed') return undefined;
    const { runner, passed, failed, exitCode, missingModule } = tests;
    const reason = tests.reason ? told(tests.reason) : undefined;
    const line = facts.target.tests ? taskLine(facts.target.tests) : 'ralph review --only tests';
    const swallowed = exitCode === 0;
    return {
      title:
        failed > 0
          ? {
              en: `${failed} of ${passed + failed} tests fail${failed === 1 ? 's' : ''}`,
              fr: `${failed} test${plural(failed)} sur ${passed + failed} en échec`,
            }
          : { en: 'The test suite fails', fr: 'La suite de tests échoue' },
      headline: { en: 'TESTS FAIL', fr: 'TESTS EN ÉCHEC' },
      evidence: [
        {
          en: `${runner}: ${failed} failed, ${passed} passed`,
          fr: `${runner} : ${failed} en échec, ${passed} réussi${plural(passed)}`,
        },
        ...(reason ? [reason] : []),
      ],
      story: swallowed
        ? {
            en: 'Tests fail and the exit code says that none does, so whatever looks at the exit code alone lets this pass.',
            fr: 'Des tests échouent et le code de sortie dit le contraire : ce qui ne regarde que lui laisse passer.',
          }
        : {
            en: 'Something that somebody once wanted to hold does not hold any more.',
            fr: 'Quelque chose que quelqu’un voulait garantir n’est plus garanti.',
          },
      causes: [
        ...(missingModule === 'torch' ? ['torch-absent'] : []),
        ...(missingModule ? ['dependency-vanished', 'wrong-interpreter'] : []),
        'stack-unreachable',
        'service-down',
      ],
      remedy: [
        {
          text: {
            en: 'Run the suite by hand and mend its first failure',
            fr: 'Lancer la suite à la main et corriger le premier échec',
          },
          code: { language: 'bash', lines: [line] },
        },
        ...(swallowed
          ? [
              {
                text: {
                  en: 'Find what swallows the exit code: "|| true", ";" or a pipe without pipefail around the suite',
                  fr: 'Trouver ce qui avale le code de sortie : « || true », « ; » ou un tube sans pipefail autour de la suite',
                },
              },
            ]
          : []),
      ],
      unblock: [
        {
          text: { en: 'the test suite passes', fr: 'la suite de tests passe' },
          command: line,
          holds: false,
        },
      ],
      quip: {
        en: 'Red is a colour one gets used to. That is the trouble with it.',
        fr: 'Le rouge est une couleur à laquelle on s’habitue. C’est bien le problème.',
      },
    };
  },
});
