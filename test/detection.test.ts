import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../src/selftest/catalogue/index.ts';

const file = fileURLToPath(new URL('../docs/detection.md', import.meta.url));

/** The first and third cell of each row of one fault: id and finding. */
const rowsOf = (page: string): string[] =>
  [...page.matchAll(/^\| `([^`+]+)` \|.*?(?<!\\)\| (?:`([^`]+)`|–) \|/gm)].map(
    ([, id, finding]) => `${id}: ${finding ?? 'nothing'}`,
  );

describe('docs/detection.md', () => {
  it('has a row for each case of the catalogue with its finding, and no other; else run the selftest anew', () => {
    const wanted = catalogue.map(({ id, finding }) => `${id}: ${finding ?? 'nothing'}`);
    expect(rowsOf(readFileSync(file, 'utf8')).toSorted()).toEqual(wanted.toSorted());
  });
});

describe('the catalogue', () => {
  it('has each id once, in words that a file can be named by', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(
      ids.filter((id, place) => ids.indexOf(id) !== place || !/^[a-z\d]+(-[a-z\d]+)*$/.test(id)),
    ).toEqual([]);
  });
});
