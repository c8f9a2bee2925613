import { expect, test } from 'vitest';
import type { CriterionResult } from '../domain/review.ts';
import { junitAccount } from '../suites/junit.ts';
import junit from './junit.ts';
import { reviewSaying } from './review.fixture.ts';

const CANVAS = { color: false, columns: 100 };

const [failing] = reviewSaying('x').criteria;

const criterion = (id: string, verdict: CriterionResult['verdict'], more: Partial<CriterionResult> = {}) => {
  if (!failing) throw new Error('the fixture has a criterion');
  return { ...failing, id, title: id, verdict, ...more };
};

const draw = async (criteria: readonly CriterionResult[], said = 'x') =>
  await junit.draw({ ...reviewSaying(said), criteria }, CANVAS);

test('each verdict is what a CI server counts it as', async () => {
  const xml = await draw([
    criterion('kept', 'pass'),
    criterion('just', 'warn'),
    criterion('failed', 'fail', { comment: 'slow', value: '900 ms', doubt: 'the machine was busy' }),
    criterion('advised', 'fail', { blocking: false }),
    criterion('broke', 'errored', { comment: 'TypeError: x', value: null }),
    criterion('apart', 'not-applicable', { comment: 'no GPU', value: null }),
  ]);
  expect(xml).toContain('tests="6" failures="2" errors="1" skipped="1"');
  expect(xml).toMatch(/name="kept" classname="ralph.kept" time="0.001"\/>/);
  expect(xml).toContain('<failure message="900 ms †, slow" type="blocker">');
  expect(xml).toContain('type="attention">');
  expect(xml).toContain('<error message="TypeError: x" type="errored">TypeError: x</error>');
  expect(xml).toContain('<skipped>no GPU</skipped>');
  // As ralph itself counts the files of other people's suites.
  expect(junitAccount(xml, () => false)?.counts).toMatchObject({ passed: 2, failed: 3, skipped: 1 });
});

test('a failure tells the story that explains it, and not those of others', async () => {
  const review = reviewSaying('x');
  const [blocker] = review.blockers;
  if (!blocker) throw new Error('the fixture has a blocker');
  const blockers = [
    { ...blocker, id: 'mine', explains: ['failed'], story: 'my story' },
    { ...blocker, id: 'theirs', explains: ['other'], story: 'their story' },
  ];
  const xml = await junit.draw({ ...review, criteria: [criterion('failed', 'fail')], blockers }, CANVAS);
  expect(xml).toContain('my story');
  expect(xml).not.toContain('their story');
});

test('what a stack says ends no element and no attribute, and what XML cannot say is not in it', async () => {
  const said = `"'><testcase name="y"/>]]>&amp;<!--\u0000\u001b[31m\ud800\uffff\u202e\n::error::z\n##vso[task]`;
  const xml = await draw(
    [criterion('a', 'fail', { title: said, comment: said }), criterion('b', 'errored', { comment: said })],
    said,
  );
  expect(xml.match(/<testcase /g)).toHaveLength(2);
  expect(xml).not.toMatch(/(?!\n)\p{Cc}|[\p{Cs}\ufffe\uffff\u202e]|<!--|^\s*::|##vso\[/mu);
});

test('a story without end is cut', async () => {
  const xml = await draw([criterion('a', 'fail', { why: 'long '.repeat(100_000) })]);
  expect(xml.length).toBeLessThan(10_000);
});
