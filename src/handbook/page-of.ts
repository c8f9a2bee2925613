const HEADING = /^## ([\w.-]+)$/m;

/** The pages of a chapter by id, each with its heading. */
export function pagesOf(chapter: string): ReadonlyMap<string, string> {
  const [, ...rest] = chapter.split(/^(?=## [\w.-]+$)/m);
  return new Map(rest.map((page) => [HEADING.exec(page)?.[1] ?? '', page.trim()]));
}
