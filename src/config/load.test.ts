import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { criteria, load, temporaryFolder } from './config.fixture.ts';
import { defaultConfig, loadConfig } from './load.ts';
import { secretsOf } from './secrets-of.ts';

const FULL = `
target:
  name: eva
  url: http://localhost:8000/
  dialect: eva
  api_key_env: EVA_API_KEY
  paths: { health: /health, chat: /chat, tts: /tts, stats: /stats, root: /, socket: /ws/chat }
  folder: ../her
  tests: { command: [python3, -m, pytest, backend/tests], folder: ., timeout: 5m }
  build: { command: npx --no-install next build, folder: frontend, timeout: 10m }
  python: ./venv/bin/python
  requirements: backend/requirements.txt
  gpu: required
  audio: separate
  requires: [llm, tts, database, llm]
samples: { warm: 7, most: 9, series_time: 1m, idle: 0s, warmup: 2, timeout: 20s, rate_limit_budget: 1m, language: fr }
criteria:
  llm: { objective: 250 ms, weight: 2, blocking: false }
  gpu: { objective: 60 %, scored: false }
  tests: { shown: false }
  e2e-audio: { shown: true, scored: true }
tolerance: 5 %
telemetry: { endpoint: http://localhost:4318/, content: true }
lang: fr
label: ULTRA-EXIGEANT
reviews: past
keep_sounds: false
fail_on: attention
`;

test('everything that a file can say arrives in the vocabulary of ralph', async () => {
  const config = await load(FULL, { EVA_API_KEY: 'hunter2' });
  const base = dirname(config.file ?? '');
  const root = join(dirname(base), 'her');
  expect(config).toEqual({
    file: join(base, 'ralph.config.yaml'),
    target: {
      name: 'eva',
      url: 'http://localhost:8000',
      dialect: 'eva',
      paths: {
        health: '/health',
        chat: '/chat',
        tts: '/tts',
        stats: '/stats',
        root: '/',
        socket: '/ws/chat',
      },
      folder: root,
      tests: { argv: ['python3', '-m', 'pytest', 'backend/tests'], folder: root, timeoutMs: 300_000 },
      build: {
        argv: ['npx', '--no-install', 'next', 'build'],
        folder: join(root, 'frontend'),
        timeoutMs: 600_000,
      },
      python: join(root, 'venv/bin/python'),
      requirements: join(root, 'backend/requirements.txt'),
      gpu: 'required',
      audio: 'separate',
      requires: ['llm', 'tts', 'database'],
      pid: null,
    },
    apiKey: 'hunter2',
    scenario: {
      samples: 7,
      mostSamples: 9,
      seriesMs: 60_000,
      warmup: 2,
      idleMs: 0,
      timeoutMs: 20_000,
      rateLimitBudgetMs: 60_000,
      speech: 'fr',
    },
    rubric: {
      criteria: {
        llm: { weight: 2, blocking: false, objective: 250 },
        gpu: { weight: 0, blocking: true, objective: 60 },
        'e2e-audio': { weight: 1, blocking: true },
      },
      tolerancePct: 5,
      label: 'ULTRA-EXIGEANT',
    },
    lang: 'fr',
    reviews: join(base, 'past'),
    archive: join(base, 'past'),
    keepsSounds: false,
    telemetry: { endpoint: 'http://localhost:4318', content: true },
    failOn: 'attention',
  });
});

const byDefault = {
  apiKey: null,
  scenario: {
    samples: 6,
    mostSamples: 20,
    seriesMs: 30_000,
    warmup: 1,
    idleMs: 5_000,
    timeoutMs: 30_000,
    rateLimitBudgetMs: 120_000,
    speech: 'en',
  },
  rubric: {
    criteria: {
      llm: { weight: 1, blocking: true, objective: 500 },
      gpu: { weight: 1, blocking: true, objective: 50 },
      tests: { weight: 1, blocking: true },
    },
    tolerancePct: 10,
  },
  keepsSounds: true,
  failOn: 'blocked',
};

const bareTarget = {
  name: 'localhost:8000',
  url: 'http://localhost:8000',
  dialect: 'eva',
  paths: {},
  folder: null,
  tests: null,
  build: null,
  python: null,
  requirements: null,
  gpu: 'auto',
  audio: 'inline',
  requires: ['llm', 'tts'],
  pid: null,
};

test('a file with a URL alone, a byte order mark and Windows lines means the defaults', async () => {
  const config = await load('\uFEFFtarget:\r\n  url: http://localhost:8000\r\n');
  const reviews = join(dirname(config.file ?? ''), 'reviews');
  expect(config).toEqual({ ...byDefault, file: config.file, target: bareTarget, reviews, archive: reviews });
});

test('a bare URL means the same', () => {
  const config = defaultConfig({ target: 'http://localhost:8000/', cwd: '/somewhere', criteria });
  const reviews = '/somewhere/reviews';
  expect(config).toEqual({ ...byDefault, file: null, target: bareTarget, reviews, archive: reviews });
});

test('criteria keep the order in which they are known, whatever the order of the file', async () => {
  const { rubric } = await load(
    'target: { url: http://h }\ncriteria: { tests: { weight: 3 }, llm: { weight: 2 } }\n',
  );
  expect(Object.keys(rubric.criteria)).toEqual(['llm', 'gpu', 'tests']);
});

test('without a folder, what belongs to the project stands against the file', async () => {
  const { file, target } = await load(
    'target: { url: http://h, tests: { command: make }, python: python3.12 }\n',
  );
  expect([target.folder, target.tests?.folder, target.python]).toEqual([
    null,
    dirname(file ?? ''),
    'python3.12',
  ]);
});

test('both names of the file are found, and none is no error', async () => {
  const cwd = await temporaryFolder();
  const asked = { cwd, env: {}, criteria };
  expect(await loadConfig(asked)).toBeUndefined();
  await writeFile(join(cwd, 'ralph.config.yml'), 'target: { url: http://yml }\n');
  expect((await loadConfig(asked))?.target.name).toBe('yml');
  await writeFile(join(cwd, 'ralph.config.yaml'), 'target: { url: http://yaml }\n');
  expect((await loadConfig(asked))?.target.name).toBe('yaml');
});

test('a file of another folder is read against its own folder', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'a'));
  await writeFile(join(folder, 'a', 'mine.yaml'), 'target: { url: http://h, folder: . }\n');
  const config = await loadConfig({ path: 'a/mine.yaml', cwd: folder, env: {}, criteria });
  expect([config?.target.folder, config?.reviews]).toEqual([join(folder, 'a'), join(folder, 'a', 'reviews')]);
});

test('a file that is named must be a readable file', async () => {
  const cwd = await temporaryFolder();
  const named = (path: string) => loadConfig({ path, cwd, env: {}, criteria });
  await mkdir(join(cwd, 'folder'));
  await symlink('loop', join(cwd, 'loop'));
  await writeFile(join(cwd, 'large.yaml'), '#'.repeat(65_537));
  await expect(named('none.yaml')).rejects.toThrow(
    /^none\.yaml {2}found no such file, expected a YAML file: correct the path$/,
  );
  await expect(named('folder')).rejects.toThrow(
    /^folder {2}found a folder or a device, expected a YAML file: correct the path$/,
  );
  await expect(named('loop')).rejects.toThrow(
    /^loop {2}found a file that cannot be read \(ELOOP\), expected a readable file: check its permissions$/,
  );
  await expect(named('large.yaml')).rejects.toThrow(
    /^large\.yaml {2}found 65537 bytes, expected at most 65536: is it the right file\?$/,
  );
});

test.each([
  ['ftp://x', 'found "ftp://x", expected an http or https URL such as http://localhost:8000'],
  [
    'http://me:hunter2@x',
    'found a URL that is not repeated here, expected an http or https URL such as http://localhost:8000, without credentials: name their variable in target.api_key_env',
  ],
])('--target %s is refused', (target, message) => {
  expect(() => defaultConfig({ target, cwd: '/', criteria })).toThrow(
    expect.objectContaining({ name: 'ConfigError', message: `--target  ${message}` }),
  );
});

test('at most so many samples are no more than that, where the fewest are not named', async () => {
  const { scenario } = await load('target: { url: http://localhost:8000 }\nsamples: { most: 3 }\n');
  expect(scenario).toMatchObject({ samples: 3, mostSamples: 3 });
});

test('a database is where reviews are kept; what a run keeps on the way stays in the folder', async () => {
  const config = await load(
    'target: { url: http://localhost:8000 }\nreviews: past\narchive: postgres://ralph@db.example/her\narchive_password_env: HER_DB\n',
    { HER_DB: 'p@ss/word' },
  );
  expect(config.archive).toBe('postgres://ralph:p%40ss%2Fword@db.example/her');
  expect(config.reviews).toBe(join(dirname(config.file ?? ''), 'past'));
  expect(secretsOf(config)).toEqual(['p%40ss%2Fword', 'p@ss/word']);
});
