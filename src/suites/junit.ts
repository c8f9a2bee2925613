import { noCounts, type SuiteCounts } from './runner.ts';

interface JunitCase {
  readonly name: string;
  readonly classname: string;
  /** The message of its failure or error; null where it has neither. */
  readonly failure: string | null;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Only the entities that XML itself defines: others stay as they are written. */
const decoded = (value: string): string =>
  value.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name) return named[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

const attribute = (tag: string, name: string): string =>
  decoded(new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean) ?? '');

/** Where the tag that begins at `from` ends, behind its `>`; −1 where it does not. Quotes may hold a `>`. */
function tagEnd(xml: string, from: number): number {
  const mark = /[>"']/g;
  for (mark.lastIndex = from; ; ) {
    const found = mark.exec(xml);
    if (!found) return -1;
    if (found[0] === '>') return mark.lastIndex;
    const closing = xml.indexOf(found[0], mark.lastIndex);
    if (closing === -1) return -1;
    mark.lastIndex = closing + 1;
  }
}

const opaque = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

interface Tag {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Every tag in turn, in one pass; stops at the first that is not whole. */
function* tags(xml: string): Generator<Tag> {
  for (let start = xml.indexOf('<'); start !== -1; start = xml.indexOf('<', start)) {
    const section = opaque.find(([opening]) => xml.startsWith(opening, start));
    const close = section ? xml.indexOf(section[1], start) : -1;
    const end = section ? (close === -1 ? -1 : close + section[1].length) : tagEnd(xml, start + 1);
    if (end === -1) return;
    if (!section) yield { text: xml.slice(start, end), start, end };
    start = end;
  }
}

const LONGEST_COMPLAINT = 20_000;

/** Character data between two places, as it was before it was written as XML. */
const characters = (xml: string, start: number, end: number): string =>
  decoded(xml.slice(start, Math.min(end, start + LONGEST_COMPLAINT)).replace(/<!\[CDATA\[|\]\]>/g, ''));

interface OpenCase {
  readonly tag: string;
  readonly outcome: keyof SuiteCounts;
  readonly failure: string | null;
  /** Where the text of its failure begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** The test case after one more of the tags inside it. */
function after(open: OpenCase, name: string, tag: Tag): OpenCase {
  if (name === 'failure' || name === 'error')
    return {
      ...open,
      outcome: 'failed',
      failure: attribute(tag.text, 'message'),
      start: tag.end,
      end: tag.end,
    };
  if (name === '/failure' || name === '/error') return { ...open, end: tag.start };
  if (name === 'skipped' && open.failure === null) return { ...open, outcome: 'skipped' };
  return open;
}

/** Every test case that is begun; one that is not closed ends where the next begins. */
function* testCases(xml: string): Generator<OpenCase> {
  let open: OpenCase | undefined;
  for (const tag of tags(xml)) {
    const name = /^<(\/?[A-Za-z]+)/.exec(tag.text)?.[1] ?? '';
    if (open && (name === 'testcase' || name === '/testcase')) {
      yield open;
      open = undefined;
    }
    if (name === 'testcase') open = { tag: tag.text, outcome: 'passed', failure: null, start: 0, end: 0 };
    else if (open) open = after(open, name, tag);
  }
  if (open) yield open;
}

export interface JunitAccount {
  readonly counts: SuiteCounts;
  readonly unloadable: number;
  /** What the report says of the first file that could not be loaded; bounded. */
  readonly complaint: string | null;
}

/**
 * Counts the test cases of a JUnit file one by one: its own totals lie where collection broke. Cases that
 * `unloadable` picks stand for a file that could not be loaded and are counted apart. Undefined for a file that is
 * cut short, is no JUnit, or declares a document type: entities of its own are never expanded.
 */
export function junitAccount(
  xml: string,
  unloadable: (testCase: JunitCase) => boolean,
): JunitAccount | undefined {
  if (/<!DOCTYPE/i.test(xml.slice(0, 2000))) return undefined;
  if (!/<\/testsuites?\s*>\s*$|<testsuites?\b[^<]*\/>\s*$/.test(xml.slice(-2000))) return undefined;
  const counts = { ...noCounts };
  const unloaded: OpenCase[] = [];
  for (const one of testCases(xml)) {
    const { tag, outcome, failure } = one;
    if (unloadable({ name: attribute(tag, 'name'), classname: attribute(tag, 'classname'), failure }))
      unloaded.push(one);
    else counts[outcome]++;
  }
  const [first] = unloaded;
  return {
    counts,
    unloadable: unloaded.length,
    complaint: first ? characters(xml, first.start, first.end) : null,
  };
}
