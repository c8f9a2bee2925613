import { expect, test } from 'vitest';
import { told } from './told.ts';

test('what a server calls itself is no order to a CI runner, wherever its lines are broken', async () => {
  const said = `http://localhost:8000: eva (${'x'.repeat(30)} ::error title=a::b ##[group]c), 100 %`;
  const check = { id: 'server', of: 'stack', title: { en: 'Server', fr: 'Serveur' } } as const;
  for (let columns = 40; columns < 120; columns++) {
    const text = await told(
      [
        {
          ...check,
          standing: 'gap',
          found: { en: said, fr: said },
          advice: { en: said, fr: said },
          commands: [],
        },
      ],
      'can',
      'en',
      { color: false, columns },
    );
    expect(text).not.toMatch(/^\s*::|##\[/m);
    expect(text.replace(/\s+/g, '')).toContain('::errortitle=a::b');
  }
});
