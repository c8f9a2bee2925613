import { expect, test } from 'vitest';
import gitlab from './gitlab.ts';
import { reviewSaying } from './review.fixture.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const draw = async (review = reviewSaying('x')): Promise<Issue[]> =>
  JSON.parse(await gitlab.draw(review, { color: false, columns: 100 }));

test('an issue per finding and per regression, in the words of GitLab', async () => {
  const issues = await draw();
  expect(issues.map(({ check_name, severity }) => [check_name, severity])).toEqual([
    ['ralph/f', 'blocker'],
    ['ralph/g', 'major'],
    ['ralph/h', 'info'],
    ['ralph/regression/a', 'major'],
  ]);
  for (const { location } of issues)
    expect(location).toEqual({ path: 'ralph.config.yaml', lines: { begin: 1 } });
});

test('a fingerprint stays as long as it is the same thing of the same target, whatever is said of it', async () => {
  const fingerprints = async (review = reviewSaying('x')) =>
    (await draw(review)).map(({ fingerprint }) => fingerprint);
  const [one, other] = [
    await fingerprints(),
    await fingerprints({ ...reviewSaying('y'), target: { name: 'x', url: '' } }),
  ];
  expect(other).toEqual(one);
  expect(new Set(one).size).toBe(one.length);
  const elsewhere = await fingerprints({ ...reviewSaying('x'), target: { name: 'z', url: '' } });
  expect(elsewhere.filter((each) => one.includes(each))).toEqual([]);
});

test('what is quoted is one bounded line, and no order', async () => {
  const said = `\u001b[31ma\n::error::b ##vso[c] ${'long '.repeat(1_000)}`;
  const drawn = await gitlab.draw(reviewSaying(said), { color: false, columns: 100 });
  expect(drawn).not.toMatch(/(?!\n)\p{Cc}|^\s*::|##vso\[/mu);
  for (const { description } of await draw(reviewSaying(said)))
    expect(description.length).toBeLessThanOrEqual(1_000);
});
