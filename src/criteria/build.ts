import { taskLine } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { FULL_POINTS } from '../domain/points.ts';
import { same } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import { defineCriterion, notMeasured } from './define.ts';

export default defineCriterion({
  id: 'build',
  title: { en: 'Build', fr: 'Build' },
  failureTitle: { en: 'The build fails', fr: 'Le build échoue' },
  finding: 'build-fails',
  why: { en: 'What does not build cannot be shipped.', fr: 'Ce qui ne se compile pas ne se livre pas.' },
  probe: 'build',
  metrics: ['build.state'],
  layer: 'suite',
  blocking: true,
  weight: 1,
  shown: true,
  formula: { en: '10 when it builds, else 0', fr: '10 si le build aboutit, sinon 0' },
  judge(facts) {
    const build = facts.observed('build');
    if (!build) return notMeasured;
    if (build.state !== 'built') {
      if (build.locked) {
        return {
          notApplicable: { en: 'another build held the lock', fr: 'un autre build tenait le verrou' },
        };
      }
      const reason = told(build.reason ?? build.state);
      return { points: 0, value: { en: 'FAILED', fr: 'ÉCHEC' }, comment: reason };
    }
    const { routes, durationS } = build;
    const took = durationS === null ? '' : ` ${figure(durationS, 's')}`;
    return {
      points: FULL_POINTS,
      value: same(routes === null ? 'OK' : `OK (${routes} routes)`),
      comment: took ? { en: `built in${took}`, fr: `compilé en${took}` } : { en: 'builds', fr: 'se compile' },
    };
  },
  remedy: ({ target }) => [
    {
      text: {
        en: 'Build by hand and mend the first error',
        fr: 'Lancer le build à la main et corriger la première erreur',
      },
      ...(target.build ? { code: { language: 'bash', lines: [taskLine(target.build)] } } : {}),
    },
  ],
  check: ({ target }) => ({
    text: { en: 'the build succeeds', fr: 'le build aboutit' },
    command: target.build ? taskLine(target.build) : 'ralph review --only build',
  }),
});
