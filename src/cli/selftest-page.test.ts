import { describe, expect, it } from 'vitest';
import { caseOf, caught, noReview, raising } from '../selftest/case.fixture.ts';
import { type Outcome, outcomeOf } from '../selftest/outcome.ts';
import { reportOf } from '../selftest/report.ts';
import { trialOf } from '../selftest/world.ts';
import { pageOf } from './selftest-page.ts';

const page = (faults: readonly Outcome[], cases = faults.map(({ id }) => caseOf(id))): string =>
  pageOf(reportOf({ faults, pairs: [], lookAlikes: [], clean: [] }), cases, 'ralph 1, here');

/** The cells of each row of all tables. */
const rows = (markdown: string): string[][] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1));

describe('the page of a selftest', () => {
  it('groups the rows by organ, with the trap they stand for, and says on what it was taken', () => {
    const gpu = caseOf('hangs', { organ: 'gpu', finding: 'gpu-unreadable' });
    const hangs = outcomeOf(trialOf(gpu), raising({ blockers: ['gpu-unreadable'] }), 1_000);
    const drawn = page([hangs, caught('apology')], [gpu, caseOf('apology')]);
    expect(drawn.indexOf('### Chat')).toBeLessThan(drawn.indexOf('`apology`'));
    expect(drawn.indexOf('`apology`')).toBeLessThan(drawn.indexOf('### The GPU'));
    expect(drawn.indexOf('### The GPU')).toBeLessThan(drawn.indexOf('`hangs`'));
    expect(drawn).toContain('Written by `ralph selftest`: ralph 1, here.');
    expect(drawn).toContain('- single faults caught: 2 of 2 (100 %)');
    expect(drawn).not.toContain('### Builds');
  });

  it('says what was said of the machine, and of how many cycles', () => {
    const noisy = raising({ blockers: ['canned-answer'], warnings: ['noisy-machine'] });
    expect(page([caught('a', noisy), caught('b')])).toContain('of 2 cycles: `noisy-machine` in 1 cycle.');
    expect(page([caught('a')])).toContain('nothing was said');
  });

  it('lets nothing out of its cell or its line', () => {
    const hostile = caseOf('apology', { about: 'a | b\n# c <img src=x> `d`' });
    const outcome = outcomeOf(trialOf(hostile), raising({ warnings: ['x | `y`\n## z'] }), 1);
    const drawn = page([outcome, noReview('other', 'it said:\n# hi <b>| x')], [hostile, caseOf('other')]);
    expect(rows(drawn).map((cells) => cells.length)).toEqual([7, 7]);
    expect(drawn).not.toMatch(/^#+ (?:c|z|hi)/m);
    expect(drawn).not.toMatch(/(?<!\\)<(?:img|b)/);
  });

  it('lists what was not right, by cycle', () => {
    const drawn = page([caught('apology', raising({}))]);
    expect(drawn).toContain('- `apology`: canned-answer was not raised');
    expect(page([caught('apology')])).toContain('Nothing.');
  });
});
