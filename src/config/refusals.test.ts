import { expect, test } from 'vitest';
import { refusal } from './config.fixture.ts';

const MINIMAL = 'target: { url: http://localhost:8000 }\n';

/** Contents, and the one line they are refused with. */
const cases: Readonly<Record<string, readonly [contents: string | Uint8Array, message: string]>> = {
  'a bare number for a duration': [
    'target:\n  url: http://localhost:8000\n  tests:\n    command: pytest\n    timeout: 300\n',
    '5:14  target.tests.timeout: found 300, expected a duration such as "5m" or "1.5 s"',
  ],
  'a bare number for an objective': [
    `${MINIMAL}criteria:\n  llm: { objective: 500 }\n`,
    '3:21  criteria.llm.objective: found 500, expected a duration such as "500 ms"',
  ],
  'an unknown key': [
    `${MINIMAL}sampels: { warm: 3 }\n`,
    '2:1  sampels: found the unknown key "sampels", expected one of target, samples, criteria, tolerance, telemetry, agent, lang, label, reviews, archive, archive_password_env, keep_sounds, fail_on; did you mean "samples"?',
  ],
  'an unknown criterion': [
    `${MINIMAL}criteria:\n  lmm: {}\n`,
    '3:3  criteria.lmm: found the unknown key "lmm", expected one of llm, gpu, tests, e2e-audio; did you mean "llm"?',
  ],
  'an objective where there is none': [
    `${MINIMAL}criteria:\n  tests: { objective: 5 s }\n`,
    '3:12  criteria.tests.objective: found the unknown key "objective", expected one of weight, blocking, scored, shown',
  ],
  'a missing URL': [
    'target:\n  name: eva\n',
    '1:1  target.url: found nothing, expected an http or https URL such as http://localhost:8000',
  ],
  'an empty block': [`${MINIMAL}samples:\n`, '2:1  samples: found nothing, expected a block of keys'],
  'a list for a block': [`${MINIMAL}samples: [1]\n`, '2:10  samples: found a list, expected a block of keys'],
  'a text for the whole': ['eva\n', '1:1  found "eva", expected a block of keys'],
  'a wrong word in a list': [
    'target: { url: http://localhost:8000, requires: [llm, ttts] }\n',
    '1:55  target.requires.1: found "ttts", expected llm, tts, stt or database',
  ],
  'a share of more than all': [
    `${MINIMAL}tolerance: 110 %\n`,
    '2:12  tolerance: found "110 %", expected a figure in % such as "10 %", of at most 100 %',
  ],
  'half a sample': [
    `${MINIMAL}samples: { warm: 1.5 }\n`,
    '2:18  samples.warm: found 1.5, expected a whole number from 1 to 1000',
  ],
  'fewer samples at most than at least': [
    `${MINIMAL}samples: { warm: 30, most: 10 }\n`,
    '2:28  samples.most: found 10, expected at least as many as samples.warm, which is 30',
  ],
  'a label of two lines': [
    `${MINIMAL}label: "a\\nb"\n`,
    '2:8  label: found "a\\nb", expected one line of 1 to 80 characters',
  ],
  'a route to another host': [
    'target: { url: http://localhost:8000, paths: { chat: //evil.example } }\n',
    '1:54  target.paths.chat: found "//evil.example", expected a path that begins with one slash, such as /chat',
  ],
  'a command that needs a shell': [
    'target: { url: http://localhost:8000, build: { command: make > log } }\n',
    '1:57  target.build.command: found "make > log", expected a command without shell features (> is one): write it as a list of words, or put the line into a script and name the script',
  ],
  'a command without words': [
    'target: { url: http://localhost:8000, build: { command: [] } }\n',
    '1:57  target.build.command: found a list, expected a command such as [python3, -m, pytest]',
  ],
  'a variable that is not set': [
    'target: { url: http://localhost:8000, api_key_env: EVA_API_KEY }\n',
    '1:52  target.api_key_env: found "EVA_API_KEY", expected a variable that is set: export EVA_API_KEY=… first, or leave this key out',
  ],
  'a prototype for a key': [
    `${MINIMAL}samples: { __proto__: { warm: 1 } }\n`,
    '2:12  samples.__proto__: found the unknown key "__proto__", expected one of warm, most, series_time, warmup, idle, timeout, rate_limit_budget, language',
  ],
  'invalid YAML': [
    'target:\n  url: "http://localhost:8000\n',
    '3:1  found invalid YAML (Missing closing "quote), expected YAML: correct the line, or the one before it',
  ],
  'a key that stands twice': [
    `${MINIMAL}target: {}\n`,
    '2:1  found the key target a second time, expected each key once: keep one of the two',
  ],
  'a tag': [
    'target: !!js/function "x"\n',
    '1:9  found the tag !!js/function, expected a plain value: remove the tag',
  ],
  'a tag of an older YAML': [
    '%YAML 1.1\n---\ntarget: !!binary aGk=\n',
    '3:9  found the tag !!binary, expected a plain value: remove the tag',
  ],
  'an alias': ['target: *x\n', '1:9  found the alias *x, expected the value itself: write it out'],
  'a second document': [
    `${MINIMAL}---\na: 1\n`,
    '2:1  found a second document, expected one document: remove what follows the ---',
  ],
  'a tab': ['target:\n\turl: x\n', '2:1  found a tab, expected spaces: YAML indents with spaces only'],
  'an empty file': ['', '1:1  found an empty file, expected at least target.url: the base URL of the stack'],
  'nothing but remarks': [
    '# later\n',
    '1:1  found an empty file, expected at least target.url: the base URL of the stack',
  ],
  'bytes of another encoding': [
    Buffer.from('target:\n  name: Zo\xeb\n', 'latin1'),
    '2:11  found bytes that are not UTF-8, expected UTF-8: save the file in that encoding',
  ],
};

test.each(Object.entries(cases))('%s', async (_, [contents, message]) => {
  expect(await refusal(contents)).toBe(`ConfigError: ralph.config.yaml:${message}`);
});

test('everything that is wrong is said at once, from top to bottom', async () => {
  const message = await refusal(
    'target:\n  gpu: maybe\n  api_key: x\nlang: de\ncriteria: { gpu: { objective: 50 ms, weight: -1 } }\n',
  );
  expect(message.split('\n').map((line) => line.split('  ')[0])).toEqual([
    'ConfigError: ralph.config.yaml:1:1',
    'ralph.config.yaml:2:8',
    'ralph.config.yaml:3:3',
    'ralph.config.yaml:4:7',
    'ralph.config.yaml:5:31',
    'ralph.config.yaml:5:46',
  ]);
});

test('a long list of problems is cut', async () => {
  const keys = Array.from({ length: 25 }, (_, index) => `key${index}: 1`).join('\n');
  const lines = (await refusal(`${MINIMAL}${keys}\n`)).split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([21, '… and 5 more']);
});

test('aliases that multiply are refused before they are followed', async () => {
  const bomb = `a: &a [x, x]\n${[...'bcdefghij'].map((key, index) => `${key}: &${key} [${`*${'abcdefghij'[index]}, `.repeat(9)}]`).join('\n')}\n`;
  expect(await refusal(bomb)).toContain('ralph.config.yaml:2:8  found the alias *a');
});

test.each([
  [400, 'found invalid YAML'],
  [4_000, 'found lists or maps nested five hundred deep'],
  [30_000, 'found lists or maps nested five hundred deep'],
])('%d open brackets are refused, not a crash', async (depth, words) => {
  expect(await refusal('['.repeat(depth))).toContain(words);
  expect(await refusal(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toContain(
    'ConfigError: ralph.config.yaml',
  );
});

test.each([
  ['pasted for its name', 'api_key_env: sk-proj-hunter2'],
  ['that could be a name', 'api_key_env: gsk_hunter2'],
  ['inside the URL', 'url: http://me:hunter2@host'],
  ['in a key of its own', 'api_key: hunter2'],
  ['in an assignment', 'tests: { command: KEY=hunter2 pytest }'],
])('a secret %s is not repeated', async (_, line) => {
  const message = await refusal(`target:\n  ${line}\n`);
  expect(message).toContain('ralph.config.yaml:2:');
  expect(message).not.toContain('hunter2');
});
