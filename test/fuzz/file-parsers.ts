import { parse as parseYamlStrictly } from 'yaml';
import { inspectEntry, inspectEvidence, inspectKept } from '../../src/archive/inspect.ts';
import { validate } from '../../src/config/validate.ts';
import { parseYaml } from '../../src/config/yaml-source.ts';
import { criteria } from '../../src/criteria/index.ts';
import { fromJson } from '../../src/domain/from-json.ts';
import { oneLine } from '../../src/domain/printable.ts';
import { readReview } from '../../src/imported/read.ts';
import { recordOf } from '../../src/imported/record.ts';
import { falling, generous, miscounted, recovered } from '../../src/imported/review.fixture.ts';
import { frontMatter } from '../../src/reporters/markdown/front-matter.ts';
import markdown from '../../src/reporters/markdown.ts';
import { reviewSaying } from '../../src/reporters/review.fixture.ts';
import { type Parser, refusing } from './parser.ts';

const CONFIGS = [
  'target: { url: "http://127.0.0.1:8000", dialect: openai, gpu: auto, requires: [llm, tts] }\nsamples:\n  warm: 6\n  timeout: 5s\ntolerance: 10 %\n',
  'target:\n  services:\n    llm: { url: http://127.0.0.1:1, dialect: openai, model: m }\n    tts:\n      url: tcp://127.0.0.1:10200\n      dialect: wyoming\n  tests: { command: [pytest, -q], timeout: 5m }\n  build: npm run build\ncriteria:\n  llm: { objective: 400 ms, weight: 2, blocking: no }\nlang: fr\n',
  'target:\n  url: http://127.0.0.1:1\n  dialect: custom\n  custom:\n    chat:\n      path: /chat\n      json: { text: "{{prompt}}" }\n      answer: { text: /reply }\n',
];

const EVIDENCE = JSON.stringify({
  schema: 'ralph/evidence@1',
  ralph: '0.1.0',
  observedAt: '2026-01-20T12:00:00.000Z',
  target: { name: 'eva', url: 'http://x', dialect: 'eva', paths: {}, folder: null, tests: null, build: null },
  observations: { llm: { kind: 'unavailable', reason: 'none' } },
});

/** Files that people and programs hand to ralph, and what ralph writes of what was said to it. */
export const fileParsers: readonly Parser[] = [
  {
    id: 'config',
    corpus: CONFIGS,
    parse: async (input) => {
      const source = await parseYaml(input.toString());
      if (!('problems' in source)) validate(source, criteria, { KEY: 'x' });
    },
  },
  {
    id: 'evidence and reviews',
    corpus: [EVIDENCE],
    parse: (input) => {
      const value = refusing('SyntaxError', () => fromJson(input.toString()));
      inspectEvidence(value);
      inspectKept(value, 7);
    },
  },
  {
    id: 'reviews of any hand',
    corpus: [generous, falling, miscounted, recovered],
    parse: (input) => {
      const review = {
        ...({ schema: 'ralph/imported@1', cycle: 7, reviewedAt: '2026-01-20T12:00:00Z' } as const),
        ...{ file: 'x.md', target: 'eva', sha256: '', ...readReview(input.toString()) },
      };
      recordOf(review, 'x.json');
      const kept = inspectEntry(fromJson(JSON.stringify({ imported: review })), 7);
      if ('lack' in kept) throw new Error(`it could not be read again: ${kept.lack}`);
    },
  },
  {
    id: 'front matter',
    corpus: [
      'BLOCKED #60',
      'a: b',
      '3e45128',
      '---\nverdict: ok\n---',
      '| x |',
      'it\'s "so"',
      '- [ ] ok',
      '!!null',
      '\u2028',
    ],
    parse: async (input) => {
      const said = input.toString();
      const review = reviewSaying(said);
      const [, yaml = ''] = (await frontMatter(review)).split(/^---$/m);
      const read = parseYamlStrictly(yaml, { strict: true });
      if (read.verdict !== 'blocked' || read.status !== review.status) throw new Error('it reads otherwise');
    },
  },
  {
    id: 'Markdown',
    corpus: ['<b>', '```', '| a |', '# h', '[x](y)', '\u001b[31m', '1. a'],
    parse: async (input) => {
      const said = oneLine(input.toString()).slice(0, 3_000);
      await markdown.draw(reviewSaying(said), { color: false, columns: 80 });
    },
  },
];
