import { taskLine } from '../domain/commands.ts';
import type { Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { TestsReadings } from '../probes/tests.ts';
import { defineDiagnosis } from './define.ts';
import { strangerUnder } from './suite-interpreter.ts';

const TITLES: Record<Exclude<TestsReadings['state'], 'passed' | 'failed'>, Text> = {
  'collection-error': { en: 'Tests are BROKEN', fr: 'Tests CASSÉS' },
  'nothing-ran': { en: 'The suite ran no test', fr: 'La suite n’a exécuté aucun test' },
  'timed-out': { en: 'The suite hangs', fr: 'La suite de tests se bloque' },
  'not-started': { en: 'The suite does not start', fr: 'La suite de tests ne démarre pas' },
  crashed: { en: 'The suite was cut down', fr: 'La suite de tests a été interrompue' },
};

export default defineDiagnosis({
  id: 'tests-broken',
  layer: 'suite',
  explains: ['tests'],
  otherwise: 'warning',
  about: {
    en: 'The test suite did not get as far as passing or failing: its files cannot be loaded, it collects nothing, it hangs, it is cut down, or its runner is not there. Its report counts a file that does not load as one test; that is no count. Tests that ran and failed are another finding. It matters because of such a suite nothing is known, neither good nor bad.',
    fr: 'La suite de tests n’est arrivée ni à réussir ni à échouer : ses fichiers ne se chargent pas, elle ne trouve rien, se bloque, est interrompue, ou son outil manque. Son rapport compte pour un test un fichier qui ne se charge pas ; ce n’est pas un décompte. Des tests exécutés qui échouent sont un autre constat. C’est important, car d’une telle suite on ne sait rien, ni en bien ni en mal.',
  },
  detect(facts) {
    const tests = facts.observed('tests');
    if (!tests || tests.state === 'passed' || tests.state === 'failed') return undefined;
    // Both have a story of their own.
    const green = tests.state === 'nothing-ran' && tests.exitCode === 0;
    const stranger = strangerUnder(facts);
    if (green || stranger?.module) return undefined;
    const title = TITLES[tests.state];
    const reason = tests.reason ? told(tests.reason) : undefined;
    const { missingModule, at } = tests;
    const check = facts.target.tests ? taskLine(facts.target.tests) : 'ralph review --only tests';
    return {
      title: reason ? { en: `${title.en} (${reason.en})`, fr: `${title.fr} (${reason.fr})` } : title,
      headline: { en: 'TESTS BROKEN', fr: 'TESTS CASSÉS' },
      evidence: [
        ...(reason ? [reason] : []),
        ...(at ? [{ en: `raised at ${at}`, fr: `levée à ${at}` }] : []),
        ...(tests.exitCode === null
          ? []
          : [
              {
                en: `${tests.runner}, exit code ${tests.exitCode}`,
                fr: `${tests.runner}, code de sortie ${tests.exitCode}`,
              },
            ]),
      ],
      story: missingModule
        ? {
            en: `No test can run without ${missingModule}: how many would pass is unknown, and says nothing about the code.`,
            fr: `Aucun test ne peut tourner sans ${missingModule} : combien passeraient est inconnu, et ne dit rien du code.`,
          }
        : {
            en: 'How many tests would pass is unknown: nothing is proven either way.',
            fr: 'Combien de tests passeraient est inconnu : rien n’est prouvé, ni dans un sens ni dans l’autre.',
          },
      causes:
        missingModule === 'torch'
          ? ['torch-absent', 'dependency-vanished', 'wrong-interpreter']
          : missingModule
            ? ['dependency-vanished', 'wrong-interpreter']
            : [],
      remedy: [
        {
          text: {
            en: 'Run the suite by hand once the cause is gone',
            fr: 'Relancer la suite à la main une fois la cause levée',
          },
          code: { language: 'bash', lines: [check] },
        },
      ],
      unblock: [
        {
          text: { en: 'the test suite passes', fr: 'la suite de tests passe' },
          command: check,
          holds: false,
        },
      ],
      quip: {
        en: 'A suite that cannot start finds no bugs. It is one.',
        fr: 'Une suite qui ne démarre pas ne trouve aucun bug. Elle en est un.',
      },
    };
  },
});
