import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { root } from '../smoke/ralph.ts';

/** A fenced example: where it stands, what it says it is, and its text. */
export interface Example {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** A page of the documentation, read. */
export interface Page {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
  /** The targets of its links and pictures. */
  readonly links: readonly string[];
  /** What a link may name behind #. */
  readonly anchors: ReadonlySet<string>;
  readonly examples: readonly Example[];
  /** What stands between backticks in a line. */
  readonly code: readonly string[];
}

const markdown = new MarkdownIt({ html: true });

type Token = ReturnType<typeof markdown.parse>[number];

/** A heading as its anchor on the forges: lower case, blanks as dashes, punctuation left out. */
const slug = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

const wordsOf = ({ children }: Token): string =>
  (children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : ''))
    .join('');

function anchorsOf(tokens: readonly Token[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  tokens.forEach((token, index) => {
    const inline = tokens[index + 1];
    if (token.type !== 'heading_open' || !inline) return;
    const first = slug(wordsOf(inline));
    let [name, times] = [first, 0];
    while (anchors.has(name)) name = `${first}-${++times}`;
    anchors.add(name);
  });
  return anchors;
}

function read(file: string): Page {
  const text = readFileSync(join(root, file), 'utf8');
  const tokens = markdown.parse(text.replace(/^---\n.*?\n---\n/s, ''), {});
  const inline = tokens.flatMap(({ children }) => children ?? []);
  return {
    file,
    text,
    links: inline.flatMap((token) => token.attrGet('href') ?? token.attrGet('src') ?? []).map(String),
    anchors: anchorsOf(tokens),
    examples: tokens
      .filter(({ type }) => type === 'fence')
      .map(({ info, content, map }) => ({
        file,
        line: (map?.[0] ?? 0) + 1,
        language: info.trim(),
        text: content,
      })),
    code: inline.filter(({ type }) => type === 'code_inline').map(({ content }) => content),
  };
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));

/** Every file of `docs`. */
export const docs: readonly string[] = filesIn('docs').sort();

const BESIDE = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CONTRACT.md', 'deploy/README.md'];

/** Every page that somebody reads. */
export const pages: readonly Page[] = [
  ...BESIDE,
  ...filesIn('benchmarks').filter((file) => /^benchmarks\/[^/]*\.md$/.test(file)),
  ...docs.filter((file) => file.endsWith('.md')),
].map(read);

/** The examples of a page in order, or those of one language. */
export const examplesOf = (file: string, language?: string): readonly Example[] =>
  (pages.find((page) => page.file === file)?.examples ?? []).filter(
    (each) => language === undefined || each.language === language,
  );
