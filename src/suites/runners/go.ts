import { hasOption, programIndex, withOptions } from '../invocation.ts';
import { noCounts, type SuiteCounts, type TestRunner } from '../runner.ts';

interface GoEvent {
  readonly Action?: unknown;
  readonly Package?: unknown;
  readonly ImportPath?: unknown;
  readonly Test?: unknown;
  readonly Output?: unknown;
}

/** The event in a line of `go test -json`; undefined for any other line, as the compiler writes them. */
function eventIn(line: string): GoEvent | undefined {
  if (!line.startsWith('{"')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'Action' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

const outcomes: Readonly<Record<string, keyof SuiteCounts>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
};

/** Only tests without subtests count: a parent fails because of its children. */
function leaves(ended: ReadonlyMap<string, keyof SuiteCounts>): SuiteCounts {
  const parents = new Set([...ended.keys()].map((test) => test.slice(0, test.lastIndexOf('/'))));
  const counts = { ...noCounts };
  for (const [test, outcome] of ended) if (!parents.has(test)) counts[outcome]++;
  return counts;
}

function fromEvents(events: readonly GoEvent[]): SuiteCounts {
  const ended = new Map<string, keyof SuiteCounts>();
  for (const { Action, Package, Test } of events) {
    const outcome = outcomes[String(Action)];
    if (outcome && typeof Test === 'string') ended.set(`${String(Package)} ${Test}`, outcome);
  }
  return leaves(ended);
}

const packageLine =
  /^(?:(?:ok|FAIL)[ \t]+\S+[ \t]+(?:[\d.]+s|\(cached\))|\?[ \t]+\S+[ \t]+\[no test files\]).*$/gm;

/** Without -v go names no passed test: then a package that is ok counts as one. */
function fromText(text: string): SuiteCounts {
  const ended = new Map<string, keyof SuiteCounts>();
  for (const [, word = '', test = ''] of text.matchAll(/^ *--- (PASS|FAIL|SKIP): (\S+)/gm)) {
    const outcome = outcomes[word.toLowerCase()];
    if (outcome) ended.set(test, outcome);
  }
  const counts = leaves(ended);
  const fine = text.match(/^ok[ \t]+\S+[ \t]+(?:[\d.]+s|\(cached\))(?!.*\[no tests to run\])/gm)?.length ?? 0;
  return counts.passed === 0 ? { ...counts, passed: fine } : counts;
}

const readable = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const event = eventIn(line);
      if (!event) return `${line}\n`;
      return typeof event.Output === 'string' ? event.Output : '';
    })
    .join('');

/** `go test`: its JSON events, one a line; through make or a script its package lines. */
export const go: TestRunner = {
  id: 'go test',
  starts: (argv) => programIndex(argv, ['go']) === 0 && argv.includes('test'),
  reporting: (argv) => (hasOption(argv, '-json') ? argv : withOptions(argv, argv.indexOf('test'), ['-json'])),
  readable,
  read({ text }) {
    const events = text.split('\n').flatMap((line) => eventIn(line) ?? []);
    const shown = events.length === 0 ? text : readable(text);
    const lines = shown.match(packageLine) ?? [];
    const unbuilt = shown.match(/^FAIL[ \t]+\S+ \[(?:build|setup) failed\]/gm) ?? [];
    const nothing = /^no packages to test$|matched no packages/m.test(shown);
    if (lines.length + unbuilt.length + events.length === 0 && !nothing) return undefined;
    return {
      counts: events.length === 0 ? fromText(shown) : fromEvents(events),
      unloadable: new Set(unbuilt).size,
      summary: [...lines, ...unbuilt].slice(-20).join('\n') || null,
      complaint: null,
    };
  },
};
