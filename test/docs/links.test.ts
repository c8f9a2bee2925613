import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../smoke/ralph.ts';
import { docs, type Page, pages } from './pages.ts';

const byFile = new Map(pages.map((page) => [page.file, page]));

const isElsewhere = (link: string): boolean => /^[a-z]+:/.test(link);

/** The file a link of a page leads to, and the anchor in it. */
function leadsTo(
  { file }: Page,
  link: string,
): { readonly file: string; readonly anchor: string | undefined } {
  const [path = '', anchor] = decodeURI(link).split('#');
  return { file: path === '' ? file : posix.join(posix.dirname(file), path), anchor };
}

/** Why a link leads nowhere; undefined where it leads somewhere. */
function fault(page: Page, link: string): string | undefined {
  if (isElsewhere(link)) return URL.canParse(link) && /^https:/.test(link) ? undefined : 'no https address';
  const { file, anchor } = leadsTo(page, link);
  if (file.startsWith('..')) return 'outside the project';
  if (!existsSync(root + file)) return 'no such file';
  if (anchor === undefined) return undefined;
  return byFile.get(file)?.anchors.has(anchor) ? undefined : 'no such heading';
}

describe.each(pages)('$file', (page) => {
  it('has links that lead somewhere', () => {
    const broken = page.links.flatMap((link) => fault(page, link) && `${link}: ${fault(page, link)}`);
    expect(broken.filter(Boolean)).toEqual([]);
  });
});

it('every file of docs/ can be reached from its first page', () => {
  const reached = new Set<string>();
  const walk = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const page = byFile.get(file);
    for (const link of page?.links ?? [])
      if (page && !isElsewhere(link)) {
        const to = leadsTo(page, link).file;
        if (to.startsWith('docs/')) walk(to);
      }
  };
  walk('docs/README.md');
  expect(docs.filter((file) => !reached.has(file))).toEqual([]);
});

it('the README leads to the first page of docs/, and to its French guide', () => {
  const leads = byFile.get('README.md')?.links ?? [];
  expect(leads).toEqual(expect.arrayContaining(['docs/README.md', 'docs/fr/guide.md']));
});
