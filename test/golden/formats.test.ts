import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as junit2json } from 'junit2json';
import { parse as testResults } from 'test-results-parser';
import { describe, expect, onTestFinished, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import junit from '../../src/reporters/junit.ts';
import openmetrics from '../../src/reporters/openmetrics.ts';
import { reviewSaying } from '../../src/reporters/review.fixture.ts';
import { noPromtool, promtool } from '../promtool.ts';
import { reviewOf, SEEDS } from './seeds.ts';

const CANVAS = { color: false, columns: 100 };

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ralph-formats-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const HOSTILE = `<b>"'&]]>\u0000\ud800 ::error::x\n##[y]`;

const criteria = (['pass', 'warn', 'fail', 'errored', 'not-applicable'] as const).flatMap((verdict) =>
  reviewSaying(HOSTILE).criteria.map((each, index) => ({ ...each, id: `${verdict}-${index}`, verdict })),
);

const reviews = [
  ...SEEDS.flatMap((cycle) =>
    (['en', 'fr'] as const).map((lang) => ({
      name: `cycle ${cycle}, ${lang}`,
      review: reviewOf(cycle, lang),
    })),
  ),
  {
    name: 'hostile words, each verdict twice',
    review: {
      ...{ ...reviewSaying(HOSTILE), criteria },
      metrics: reviewSaying(HOSTILE).metrics.map((each) => ({ ...each, id: 'build.state' })),
    },
  },
];

describe.each(reviews)('JUnit of $name', ({ review }) => {
  const of = (...verdicts: string[]) =>
    review.criteria.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const counts = { failures: of('fail'), errors: of('errored'), skipped: of('not-applicable') };

  test('is valid by the schema of Jenkins', async () => {
    const schema = await readFile(
      new URL('../../fixtures/schemas/jenkins-junit.xsd', import.meta.url),
      'utf8',
    );
    const xml = await junit.draw(review, CANVAS);
    const { valid, errors } = await validateXML({ xml: { fileName: 'junit.xml', contents: xml }, schema });
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
    // And the schema is one that refuses.
    const broken = xml.replace(/ classname="[^"]*"/, ' class="x"');
    expect(await validateXML({ xml: { fileName: 'junit.xml', contents: broken }, schema })).toMatchObject({
      valid: false,
    });
  });

  test('is read by two parsers that share no code, and both count failures, errors and what is skipped apart', async () => {
    const xml = await junit.draw(review, CANVAS);
    const found = await junit2json(xml);
    const [suite] = found && 'testsuite' in found ? (found.testsuite ?? []) : [];
    expect(suite).toMatchObject({ tests: review.criteria.length, ...counts });
    const cases = suite?.testcase ?? [];
    expect({
      failures: cases.filter(({ failure }) => failure).length,
      errors: cases.filter(({ error }) => error).length,
      skipped: cases.filter(({ skipped }) => skipped).length,
    }).toEqual(counts);

    const file = join(await folder(), 'junit.xml');
    await writeFile(file, xml);
    const result = testResults({ type: 'junit', files: [file] });
    const { total, passed, skipped } = result;
    const failed = result.suites.flatMap((each) => each.cases.filter(({ status }) => status === 'FAIL'));
    expect({ total, passed, skipped, failed: failed.length }).toEqual({
      // What was skipped is not in its total.
      ...{ total: review.criteria.length - counts.skipped, passed: of('pass', 'warn') },
      ...{ skipped: counts.skipped, failed: counts.failures + counts.errors },
    });
    expect(result.suites.flatMap((each) => each.cases.map(({ name }) => name))).toEqual(
      cases.map(({ name }) => name),
    );
  });
});

describe.skipIf(noPromtool)(`OpenMetrics, by Prometheus’ own tool${noPromtool}`, () => {
  test.each(reviews)('$name: nothing to complain of', async ({ review }) => {
    const checked = promtool(['check', 'metrics']);
    checked.child.stdin?.end(await openmetrics.draw(review, CANVAS));
    expect(await checked).toEqual({ stdout: '', stderr: '' });
  });

  test.each(reviews)('$name: it is stored, and every figure is what it was', async ({ review }) => {
    const cwd = await folder();
    // As it lies in a file: half a character is none there.
    const drawn = Buffer.from(await openmetrics.draw(review, CANVAS)).toString();
    // A database wants to know when; the file leaves that to whoever scrapes it.
    const stamped = drawn.replaceAll(/^[^#].*$/gm, (line) => `${line} 1768919100`);
    await writeFile(join(cwd, 'ralph.om'), stamped);
    // A database that was never written to has no log yet, and its dump wants one.
    await mkdir(join(cwd, 'data/wal'), { recursive: true });
    await promtool(['tsdb', 'create-blocks-from', 'openmetrics', 'ralph.om', 'data'], { cwd });
    const { stdout } = await promtool(['tsdb', 'dump', 'data'], { cwd });
    const stored = new Map(
      [...stdout.matchAll(/^\{__name__="(\w+)"(?:, )?(.*)\} (\S+) 1768919100000$/gm)].map(
        ([, name, labels = '', value]) => [`${name}{${labels.split(', ').sort()}}`, Number(value)],
      ),
    );
    const written = [...drawn.matchAll(/^(\w+)\{(.*)\} (\S+)$/gm)].map(
      ([, name, labels = '', value]): [string, number] => [
        `${name}{${labels.split(/,(?=\w+=")/).sort()}}`,
        Number(value),
      ],
    );
    expect(written.length).toBeGreaterThan(40);
    expect(new Map(written)).toEqual(stored);
  });

  test('and it would complain', async () => {
    const checked = promtool(['check', 'metrics']);
    checked.child.stdin?.end('# TYPE ralph_x_ms gauge\nralph_x_ms{a="b"} 1\n');
    await expect(checked).rejects.toMatchObject({ code: 3 });
  });
});
