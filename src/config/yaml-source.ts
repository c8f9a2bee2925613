import type { Document, LineCounter } from 'yaml';
import { isSecretName } from '../domain/secrets/names.ts';
import { beyondBounds } from './bounds.ts';
import { type Place, type Problem, says } from './config-error.ts';

/** A YAML text that could be parsed: its value, and where in the text each part of it stands. */
export interface YamlSource {
  readonly value: unknown;
  /** Of a value, or of the deepest key on the way to it where it is missing or empty. */
  placeOf(path: readonly PropertyKey[]): Place;
  placeOfKey(path: readonly PropertyKey[]): Place;
}

type Yaml = typeof import('yaml');
type Placed = Problem & { readonly place: Place };

/** Core tags only, whatever a %YAML line asks for. */
const OPTIONS = { prettyErrors: false, logLevel: 'error', schema: 'core', resolveKnownTags: false } as const;

const toPlace = (lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
};

const CAUSE: Readonly<Record<string, (excerpt: string) => string>> = {
  DUPLICATE_KEY: says.twice,
  TAB_AS_INDENT: says.tab,
  TAG_RESOLVE_FAILED: says.tag,
  MULTIPLE_DOCS: says.documents,
};

/** Nothing of a line that names a secret. */
function wordAt(text: string, offset: number): string {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (isSecretName(before)) return 'that is not repeated here';
  return (/^\S{0,60}/.exec(text.slice(offset, offset + 60))?.[0] ?? '').replace(/:$/, '');
}

/** The parser says several things of one slip; the first says it best. */
function firstAtEachPlace(problems: readonly Placed[]): Placed[] {
  const places = new Map<string, Placed>();
  for (const problem of problems) {
    const key = `${problem.place.line}:${problem.place.column}`;
    if (!places.has(key)) places.set(key, problem);
  }
  return [...places.values()].sort(
    (left, right) => left.place.line - right.place.line || left.place.column - right.place.column,
  );
}

function problemsOf(yaml: Yaml, document: Document.Parsed, lines: LineCounter, text: string): Placed[] {
  const found: Placed[] = [...document.errors, ...document.warnings].map(
    ({ code, message, pos: [start] }) => ({
      place: toPlace(lines, start),
      message: CAUSE[code]?.(wordAt(text, start)) ?? says.syntax(message),
    }),
  );
  yaml.visit(document, {
    Alias: (_, { range }) => {
      found.push({
        place: toPlace(lines, range?.[0] ?? 0),
        message: says.alias(wordAt(text, range?.[0] ?? 0)),
      });
    },
  });
  return firstAtEachPlace(found);
}

/** The last key that exists on the way, and what stands at its end: undefined where the way breaks off. */
function follow(yaml: Yaml, document: Document.Parsed, path: readonly PropertyKey[]) {
  let keyOffset = 0;
  let node: unknown = document.contents;
  for (const segment of path) {
    if (yaml.isSeq(node)) node = node.items[Number(segment)];
    else if (yaml.isMap(node)) {
      const pair = node.items.find(({ key }) => yaml.isScalar(key) && String(key.value) === String(segment));
      keyOffset = (yaml.isNode(pair?.key) ? pair.key.range?.[0] : undefined) ?? keyOffset;
      node = pair?.value;
    } else node = undefined;
  }
  return { keyOffset, node };
}

/** What is wanted of a text, where it is another file than the config of a stack. */
interface Wanted {
  /** That are not empty. */
  readonly mostLines?: number;
  /** What an empty one lacks, in a few words. */
  readonly least?: string;
}

/** Parses one YAML text; aliases and tags are refused, so no value is larger than its text. */
export async function parseYaml(
  text: string,
  { mostLines, least = 'target.url: the base URL of the stack' }: Wanted = {},
): Promise<YamlSource | { readonly problems: readonly Problem[] }> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const beyond = beyondBounds(text, mostLines);
  if (beyond) {
    const before = text.slice(0, beyond.offset).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { problems: [{ place, message: beyond.message }] };
  }
  const document = yaml.parseDocument(text, { ...OPTIONS, lineCounter: lines });
  const problems = problemsOf(yaml, document, lines, text);
  if (problems.length > 0) return { problems };
  if (document.contents === null)
    return { problems: [{ place: toPlace(lines, 0), message: says.empty(least) }] };
  return {
    value: document.toJS(),
    placeOfKey: (path) => toPlace(lines, follow(yaml, document, path).keyOffset),
    placeOf(path) {
      const { keyOffset, node } = follow(yaml, document, path);
      const empty = !yaml.isNode(node) || (yaml.isScalar(node) && node.value === null);
      return toPlace(lines, empty ? keyOffset : (node.range?.[0] ?? keyOffset));
    },
  };
}
