import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { leakyStack } from './leaky-stack.ts';
import { leaks, plantedOfShapes, plantedOfVariables, traces } from './planted.ts';
import { fixtures, folder, ralph, start } from './ralph.ts';

const SEED = Number(process.env.RALPH_TEST_SEED ?? 20_261_120);
const shaped = plantedOfShapes(160, SEED);
const variables = plantedOfVariables(40, SEED + 1);
const planted = [...shaped, ...variables];
const known = traces(planted);
const texts = planted.map(({ said }) => said);

/** What a person's environment may hold; the last is called like nothing, and named by the config. */
const env = {
  ...Object.fromEntries(
    variables.map(({ secret }, index) => [
      `${['API_KEY', 'TOKEN', 'SECRET', 'PASSWORD'][index % 4]}_${index}`,
      secret,
    ]),
  ),
  RALPH_OPENS: variables.at(-1)?.secret ?? '',
};

const SHORT = ['-n', '1', '--warmup', '0', '--timeout', '1s'];

const shell = (lines: string): string => `#!/bin/sh\ncat <<'END_OF_IT'\n${lines}\nEND_OF_IT\n`;

/** A project with a suite, a build, an interpreter and a driver, all of which say more than they should. */
async function project(cwd: string, url: string) {
  const bin = join(cwd, 'inputs');
  await mkdir(bin, { recursive: true });
  const all = texts.join('\n');
  const coloured = texts.map((text) => `\u001b[31m${text.slice(0, 9)}\u001b[0m${text.slice(9)}`).join('\n');
  const write = (name: string, text: string) => writeFile(join(bin, name), text, { mode: 0o755 });
  await write('pytest', `${shell(`FAILED tests/test_a.py - ${coloured}\n1 failed in 0.1s`)}\nexit 1\n`);
  await write(
    'build',
    `${shell(`Failed to compile.\n${all}\nError: ${texts.slice(-6).join(' ')}`)}\nexit 1\n`,
  );
  await write(
    'python3',
    `${shell(`Traceback (most recent call last):\n${all}\nRuntimeError: ${texts[3]}`)} >&2\nexit 1\n`,
  );
  await writeFile(
    join(bin, 'processes'),
    texts
      .slice(0, 60)
      .filter((text) => !/[\n|<&]/.test(text))
      .map((text, index) => `${4000 + index}|/usr/bin/serve ${text}|${100 + index}`)
      .join('\n'),
  );
  await write(
    'nvidia-smi',
    `#!/bin/sh\nDRIVER=550.54.15 CUDA=12.4\nGPUS='0|NVIDIA GeForce RTX 4090|24564|9000|50|60|200|2500|0'\nPROCESSES=$(cat '${join(bin, 'processes')}')\n. '${join(fixtures, 'commands/nvidia-smi.sh')}'\n`,
  );
  await writeFile(
    join(cwd, 'ralph.config.yaml'),
    `target:\n  url: ${url}\n  api_key_env: RALPH_OPENS\n  python: ${join(bin, 'python3')}\n  tests: { command: "${join(bin, 'pytest')} --password ${shaped[0]?.secret}" }\n  build: { command: ${join(bin, 'build')} }\nreviews: reviews\n`,
  );
  return { PATH: [bin, process.env.PATH].join(delimiter), TMPDIR: cwd };
}

/** Every file below a folder but those that were put there. */
async function artefacts(cwd: string): Promise<[string, string][]> {
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('inputs') && !/\.ya?ml$/.test(file));
  return Promise.all(
    files.map(async (file) => [file.slice(cwd.length), await readFile(file, 'utf8')] as [string, string]),
  );
}

const searched = { artefacts: 0, bytes: 0 };

async function expectNothing(
  cwd: string,
  runs: Record<string, { stdout: string; stderr: string }>,
): Promise<void> {
  const said = Object.entries(runs).flatMap(([name, { stdout, stderr }]): [string, string][] => [
    [`${name} stdout`, stdout],
    [`${name} stderr`, stderr],
  ]);
  const found: string[] = [];
  for (const [name, text] of [...said, ...(await artefacts(cwd))]) {
    searched.artefacts++;
    searched.bytes += text.length;
    for (const leak of [...leaks(text, known), ...leaks(stripVTControlCharacters(text), known)])
      found.push(`${name}  ${leak}`);
  }
  if (process.env.RALPH_LEAKS)
    await writeFile(
      process.env.RALPH_LEAKS,
      `${JSON.stringify({ searched, found: found.length }, null, 1)}\n${found.join('\n')}\n`,
      { flag: 'a' },
    );
  expect(found.slice(0, 20)).toEqual([]);
}

it('plants two hundred, each of which would be found', () => {
  expect(planted).toHaveLength(200);
  expect(planted.filter(({ secret }) => leaks(secret, known).length === 0)).toEqual([]);
});

it.each([false, true])(
  'no secret that a stack says is in any review of it; it fails: %s',
  async (fails) => {
    const cwd = await folder();
    const url = await leakyStack(texts, { fails });
    const more = { ...env, ...(await project(cwd, url)) };
    const run = (...args: string[]) => ralph(args, { cwd, env: more });
    const first = await run(
      'review',
      ...SHORT,
      '--reporter',
      'markdown=one.md',
      '--reporter',
      'json=one.json',
      '--reporter',
      'terminal=one.txt',
    );
    const second = await run('review', ...SHORT, '--json', '--lang', 'fr');
    expect([first.code, second.code]).not.toContain(2);
    // Much was said, and masked.
    expect(second.stdout.split('[secret]').length).toBeGreaterThan(100);
    const runs = {
      first,
      second,
      observe: await run('observe', ...SHORT, '--only', 'backend,llm,websocket', '-o', 'evidence.json'),
      observeOut: await run('observe', '-q', ...SHORT, '--only', 'backend,tts'),
      judge: await run('judge', 'evidence.json', '--reporter', 'markdown=judged.md'),
      compare: await run('compare', '1', '2', '--reviews', 'reviews'),
      compareJson: await run('compare', '1', '2', '--reviews', 'reviews', '--json'),
      validate: await run('validate', '--target', url, '--api-key-env', 'RALPH_OPENS'),
      validateJson: await run('validate', '--target', url, '--json'),
      detect: await run('detect', url),
      detectJson: await run('detect', url, '--json'),
      dry: await run('review', '--dry-run', ...SHORT),
    };
    await expectNothing(cwd, runs);
  },
  240_000,
);

it('nor in what is kept where the reviews cannot be, in an old review judged again, in a bench', async () => {
  const cwd = await folder();
  const reviews = join(cwd, 'reviews');
  const block = async (): Promise<void> => {
    await rm(reviews, { recursive: true, force: true });
    await writeFile(reviews, 'a file in its place');
  };
  // ralph may make the folder again in between: the next question tries anew.
  const tryToBlock = (): void => void block().catch(() => {});
  const url = await leakyStack(texts, { fails: false, onChat: tryToBlock });
  const more = { ...env, ...(await project(cwd, url)) };
  const run = (...args: string[]) => ralph(args, { cwd, env: more });
  const lost = await run('review', ...SHORT, '--only', 'backend,llm');
  expect(lost.stderr).toContain('nothing is lost');
  await mkdir(join(cwd, 'inputs'), { recursive: true });
  const old = JSON.parse(await readFile(join(fixtures, 'evidence/cycle-59.json'), 'utf8'));
  old.target.name = texts[2];
  old.observations.backend.raw = [{ title: texts[1], content: texts.join('\n') }];
  await writeFile(join(cwd, 'inputs/old.json'), JSON.stringify(old));
  await writeFile(
    join(cwd, 'bench.yaml'),
    `url: ${url}\ndo: chat\nload: { kind: open, rate: 20, arrivals: poisson }\nduration: 1 s\nwarm_up: 0 s\ntimeout: 1 s\nobjectives: { success: 99 % }\n`,
  );
  await expectNothing(cwd, {
    lost,
    old: await run('judge', 'inputs/old.json', '--reviews', 'old', '--reporter', 'json=old.out.json'),
    bench: await run('bench', 'bench.yaml', '--results', 'results'),
    benchJson: await run('bench', 'bench.yaml', '--results', 'results', '--json', '-q'),
  });
}, 120_000);

it('nor in what is said of a command line or a config', async () => {
  const cwd = await folder();
  const runs: Record<string, { stdout: string; stderr: string }> = {};
  for (const [index, { said, secret, id }] of planted.entries()) {
    if (index % 10 !== 0 || /[\n\0]/.test(said)) continue;
    const word = JSON.stringify(said);
    const config = join(cwd, `inputs-${index}.yaml`);
    await writeFile(
      config,
      `target:\n  url: ${JSON.stringify(`http://user:${encodeURIComponent(secret)}@127.0.0.1:9`)}\n  api_key: ${word}\n  api_key_env: ${word}\n  gpu: ${word}\n  ${word}: 1\n  name: [${word}]\nlang: ${word}\nsamples: { timeout: ${word} }\n`,
    );
    runs[`${id} config`] = await ralph(['review', '--config', config], { cwd, env });
    runs[`${id} flags`] = await ralph(['review', '--only', said, '--reporter', said], { cwd, env });
    runs[`${id} target`] = await ralph(['detect', `http://${secret}@127.0.0.1:9/?api_key=${secret}`], {
      cwd,
      env,
    });
  }
  await expectNothing(cwd, runs);
}, 120_000);

it('nor in the log of a stack that does not start, nor in what its provider says', async () => {
  const cwd = await folder();
  await mkdir(join(cwd, 'inputs'));
  const early = join(cwd, 'inputs/early.cjs');
  await writeFile(
    early,
    `if (process.argv.includes('serve')) { process.stderr.write(${JSON.stringify(texts.join('\n'))}); process.exit(1); }`,
  );
  const unstarted = await ralph(['review', '--reference', ...SHORT], {
    cwd,
    env: { ...env, NODE_OPTIONS: `--require ${early}` },
  });
  expect(unstarted.stderr).toContain('did not start');
  expect(unstarted.stderr).toContain('[secret]');
  const provider = await leakyStack(texts, { fails: true });
  const serving = [
    'serve',
    '--port',
    '0',
    '--llm-url',
    `${provider}/v1`,
    '--llm-model',
    'm',
    '--llm-key-env',
    'RALPH_OPENS',
  ];
  const served = start(serving, { cwd, env });
  onTestFinished(() => void served.child.kill());
  await served.saying('http://');
  const url = served.said().trim().split('\n')[0] ?? '';
  const reviewed = await ralph(['review', '--target', url, '--only', 'backend,llm', ...SHORT], { cwd, env });
  served.child.kill();
  await expectNothing(cwd, { unstarted, reviewed, served: await served.ended });
}, 120_000);
