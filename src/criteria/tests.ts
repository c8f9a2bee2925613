import { taskLine } from '../domain/commands.ts';
import { FULL_POINTS } from '../domain/points.ts';
import type { Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { TestsReadings } from '../probes/tests.ts';
import { defineCriterion, notMeasured } from './define.ts';

const UNCOUNTED: Record<'passed' | 'failed', Text> = {
  passed: { en: 'OK', fr: 'OK' },
  failed: { en: 'FAILED', fr: 'ÉCHEC' },
};

const counts = ({ state, passed, failed, skipped }: TestsReadings): Text => {
  if (passed + failed === 0) return UNCOUNTED[state === 'passed' ? 'passed' : 'failed'];
  const part = (count: number, en: string, fr: string): [string, string] => [
    `${count} ${en}`,
    `${count} ${fr}${count > 1 ? 's' : ''}`,
  ];
  const parts = [
    part(passed, 'passed', 'réussi'),
    ...(failed > 0 ? [part(failed, 'failed', 'échoué')] : []),
    ...(skipped > 0 ? [part(skipped, 'skipped', 'ignoré')] : []),
  ];
  return { en: parts.map(([en]) => en).join(', '), fr: parts.map(([, fr]) => fr).join(', ') };
};

const BROKEN: Record<Exclude<TestsReadings['state'], 'passed' | 'failed'>, Text> = {
  'collection-error': { en: 'BROKEN', fr: 'CASSÉS' },
  'nothing-ran': { en: 'nothing ran', fr: 'aucun test exécuté' },
  'timed-out': { en: 'hung', fr: 'bloqués' },
  'not-started': { en: 'not started', fr: 'non démarrés' },
  crashed: { en: 'crashed', fr: 'interrompus' },
};

/** A suite that failed without a single count ran nothing that one could score. */
const partly = ({ passed, failed }: TestsReadings): number =>
  passed + failed === 0
    ? 0
    : Math.min(FULL_POINTS - 1, Math.floor((FULL_POINTS * passed) / (passed + failed)));

export default defineCriterion({
  id: 'tests',
  title: { en: 'Tests', fr: 'Tests' },
  failureTitle: { en: 'The test suite fails', fr: 'La suite de tests échoue' },
  finding: 'suite-failing',
  why: {
    en: 'A suite that does not run protects nothing.',
    fr: 'Une suite qui ne tourne pas ne protège rien.',
  },
  probe: 'tests',
  metrics: ['tests.state', 'tests.passed'],
  layer: 'suite',
  blocking: true,
  weight: 1,
  shown: true,
  formula: {
    en: '10 when all pass; ⌊10·passed/(passed+failed)⌋, at most 9, when some fail; 0 when it broke, hung or ran nothing',
    fr: '10 si tout passe ; ⌊10·réussis/(réussis+échoués)⌋, 9 au plus, sinon ; 0 si elle casse, se bloque ou n’exécute rien',
  },
  judge(facts) {
    const tests = facts.observed('tests');
    if (!tests) return notMeasured;
    if (tests.state === 'passed') {
      return {
        points: FULL_POINTS,
        value: counts(tests),
        comment: { en: `${tests.runner}, all pass`, fr: `${tests.runner}, tout passe` },
      };
    }
    const reason: Text = tests.reason
      ? told(tests.reason)
      : { en: 'see the raw output', fr: 'voir la sortie brute' };
    if (tests.state === 'failed') return { points: partly(tests), value: counts(tests), comment: reason };
    return { points: 0, value: BROKEN[tests.state], comment: reason };
  },
  remedy: ({ target }) => [
    {
      text: {
        en: 'Run the suite by hand and read its first failure',
        fr: 'Lancer la suite à la main et lire le premier échec',
      },
      ...(target.tests ? { code: { language: 'bash', lines: [taskLine(target.tests)] } } : {}),
    },
  ],
  check: ({ target }) => ({
    text: { en: 'the test suite passes', fr: 'la suite de tests passe' },
    command: target.tests ? taskLine(target.tests) : 'ralph review --only tests',
  }),
});
