import { describe, expect, test } from 'vitest';
import { badNight, reviewOfHosts } from '../../src/pipeline/fleet/hosts.fixture.ts';
import { fleet as reporters } from '../../src/reporters/fleet/index.ts';

const EXTENSIONS = { html: 'html', json: 'json', markdown: 'md', terminal: 'txt' } as const;

/** So many that each trouble of the night is among them; for programs fewer, because there every stack takes a page. */
const COUNTS = { html: 100, json: 24, markdown: 100, terminal: 200 } as const;

const drawings = (['en', 'fr'] as const).flatMap((lang) => reporters.map((reporter) => ({ lang, reporter })));

describe('a fleet on a bad night as every reporter draws it; `npx vitest run --project smoke test/golden -u` redraws', () => {
  test.each(drawings)('$lang, $reporter.id', async ({ lang, reporter: { id, draw } }) => {
    const review = reviewOfHosts(badNight(COUNTS[id as keyof typeof COUNTS]), lang);
    const drawn = await draw(review, { color: false, columns: 100, reviews: 'reviews' });
    const extension = EXTENSIONS[id as keyof typeof EXTENSIONS];
    await expect(drawn).toMatchFileSnapshot(`../../fixtures/reports/fleet.${lang}.${id}.${extension}`);
  });
});
