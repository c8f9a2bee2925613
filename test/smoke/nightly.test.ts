import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder, ralph, start } from './ralph.ts';

const WHOLE_MS = 300_000;

const reviewsIn = async (cwd: string): Promise<string[]> =>
  (await readdir(join(cwd, 'reviews'))).filter((name) => name.endsWith('.json')).sort();

/** A folder with the config of a stack that nobody runs: a review of it is quick, and blocked. */
async function deadStack(): Promise<string> {
  const cwd = await folder();
  await writeFile(
    join(cwd, 'ralph.config.yaml'),
    'target: { name: dead, url: "http://127.0.0.1:9", gpu: ignore }\nsamples: { idle: 1ms }\n',
  );
  return cwd;
}

const QUICK = ['--only', 'backend'];

describe('ralph watch and ralph report', () => {
  it(
    'survive a dead stack: cycles come on their schedule, and the report says what stands',
    async () => {
      const cwd = await deadStack();
      const watch = await ralph(['watch', '--every', '2s', '--cycles', '2', ...QUICK], { cwd });
      expect({ code: watch.code, stderr: watch.stderr }).toMatchObject({ code: 1 });
      expect(watch.stderr).toContain('watch: cycle 2 of this watch ended after');
      expect(watch.stderr).toMatch(
        /watch: next cycle at \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} [+-]\d{2}:\d{2}/,
      );
      expect(await reviewsIn(cwd)).toHaveLength(2);

      const report = await ralph(['report', '--since', '24h', '-o', 'reviews/report.md'], { cwd });
      expect(report).toMatchObject({ code: 1, stderr: '' });
      expect(report.stdout).toMatch(
        /^dead: BLOCKED in all 2 cycles \(1–2\); stack-unreachable stands since cycle 1/,
      );
      const text = await readFile(join(cwd, 'reviews/report.md'), 'utf8');
      expect(text.split('\n')[0]).toContain('dead: BLOCKED in all 2 cycles');
      const links = [...text.matchAll(/^\[\d+\]: (.+)$/gm)].map(([, link]) => link ?? '');
      expect(links).toHaveLength(2);
      for (const link of links) expect(await readFile(join(cwd, 'reviews', link), 'utf8')).toContain('Ralph');

      const json = await ralph(['report', '--last', '1', '--json', '--lang', 'fr', '--fail-on', 'never'], {
        cwd,
      });
      expect(json).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(json.stdout)).toMatchObject({
        asked: { last: 1 },
        targets: [{ target: 'dead', cycles: [{ cycle: 2, verdict: 'blocked' }] }],
      });
    },
    WHOLE_MS,
  );

  it(
    'two watches in one folder give each review a number of its own',
    async () => {
      const cwd = await deadStack();
      const args = ['watch', '--every', '1s', '--cycles', '3', '-q', ...QUICK];
      const both = await Promise.all([ralph(args, { cwd }), ralph(args, { cwd })]);
      expect(both.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
        Array(2).fill({ code: 1, stderr: '' }),
      );
      const cycles = (await reviewsIn(cwd)).map((name) => Number(/cycle-(\d+)/.exec(name)?.[1]));
      expect(cycles).toEqual([1, 2, 3, 4, 5, 6]);
      expect(
        (await readdir(join(cwd, 'reviews'))).filter((name) => /^\.ralph-(?:run|cycle)/.test(name)),
      ).toEqual([]);
    },
    WHOLE_MS,
  );

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s while a cycle runs ends it as a review is ended, its journal kept, and the watch with it',
    async (signal) => {
      const cwd = await folder();
      const watch = start(
        ['watch', '--reference', '--every', '1h', '--only', 'backend,llm,tts,turn', '-n', '400'],
        {
          cwd,
        },
      );
      await watch.saying('Backend health');
      watch.child.kill(signal);
      const { code, stderr } = await watch.ended;
      expect({ code, stderr }).toMatchObject({ code: 130 });
      expect(stderr).toMatch(/finished probes are kept; go on with: ralph review .*--resume/);
      expect(
        (await readdir(join(cwd, 'reviews'))).filter((name) => name.startsWith('.ralph-run-')),
      ).toHaveLength(1);
    },
    WHOLE_MS,
  );

  it(
    'a watch that waits ends at once',
    async () => {
      const cwd = await deadStack();
      const watch = start(['watch', '--cron', '0 0 1 1 *', ...QUICK], { cwd });
      await watch.saying('next cycle at');
      watch.child.kill('SIGTERM');
      expect(await watch.ended).toMatchObject({ code: 130, stdout: '' });
    },
    WHOLE_MS,
  );

  it.each([
    [['watch'], 'found neither --every nor --cron'],
    [['watch', '--every', '1h', '--cron', '@daily'], 'found both --every and --cron'],
    [['watch', '--every', 'soon'], '--every: found "soon", expected a duration such as "30m"'],
    [['watch', '--cron', '0 99 * * *'], '--cron: found "0 99 * * *"'],
    [['watch', '--every', '1h', '--cycle', '4'], "unknown option '--cycle'; did you mean --cycles?"],
    [['watch', '--every', '1h', '--only', 'nose'], '--only: found "nose"'],
    [['watch', '--every', '1h', '--cycles', '0'], '--cycles: found "0"'],
    [['report', '--since', '24h', '--last', '2'], '--since and --last name two windows'],
    [['report', '--since', 'yesterday'], '--since: found "yesterday"'],
    [['report', '--since', '2026-02-31'], '--since: found "2026-02-31"'],
    [['report', '--last', '-1'], '--last: found "-1"'],
    [['report', '-o', 'no/such/folder/report.md'], '--output: found no folder'],
  ])('%j is refused before anything is done', async (args, said) => {
    const cwd = await folder();
    const { code, stdout, stderr } = await ralph(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('a window without a cycle is said, and is no quiet night', async () => {
    const cwd = await folder();
    const { code, stdout } = await ralph(['report', '--since', '7d'], { cwd });
    expect({ code, stdout }).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('No cycle lies in the window'),
    });
    expect((await ralph(['report', '--fail-on', 'never'], { cwd })).code).toBe(0);
  });
});

describe('docs/nightly.md', () => {
  const page = readFile(fileURLToPath(new URL('../../docs/nightly.md', import.meta.url)), 'utf8');
  const blocks = async (language: string): Promise<string[]> =>
    [...(await page).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
      ([, body]) => body ?? '',
    );

  it('has a workflow that is YAML, restores history, reports whatever the review said, and uploads', async () => {
    const [workflow] = (await blocks('yaml')).map((text) => parse(text, { strict: true }));
    const { steps } = workflow.jobs.review;
    expect(workflow.on.schedule).toEqual([{ cron: '0 3 * * *' }]);
    const commands = steps.flatMap(({ run }: { run?: string }) => (run?.startsWith('ralph') ? [run] : []));
    expect(commands).toEqual([
      'ralph review --reviews reviews',
      'ralph report --reviews reviews --since 24h --output reviews/report.md',
    ]);
    const gate = steps.findIndex(({ name }: { name?: string }) => name === 'Report');
    expect(steps[gate]['continue-on-error']).toBeUndefined();
    const always = steps.slice(gate + 1).map((step: { if?: string }) => step.if?.replaceAll(/\W/g, ''));
    expect(new Set(always)).toEqual(new Set(['cancelled']));
  });

  it('names commands and flags that exist, in the units too', async () => {
    const typed = [...(await blocks('ini')), ...(await blocks('bash')), ...(await blocks('yaml'))].join('\n');
    const lines = [...typed.matchAll(/(?<![\w-])ralph ((?:review|report|watch)\b[^#\n]*)/g)].map(
      ([, line]) => line ?? '',
    );
    expect(lines.length).toBeGreaterThanOrEqual(6);
    for (const line of lines) {
      const [command = '', ...words] = line.trim().split(/\s+/);
      const { code, stdout } = await ralph([command, '--help']);
      expect(code).toBe(0);
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(stdout).toContain(flag);
    }
  });
});
