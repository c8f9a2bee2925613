import { describe, expect, it } from 'vitest';
import { maskFor } from './mask.ts';
import { shapes } from './shapes.ts';

const mask = maskFor([]);

describe.each(shapes)('$id', ({ example, lookAlike }) => {
  const whole = example.join('');
  const [, secret] = example;

  it('is masked wherever it stands', () => {
    for (const around of ['', ' ', '"', "'", '\n', '\t', '(', ',', '\\n']) {
      const shown = mask(`before ${around}${whole}${around} after`);
      expect(shown).not.toContain(secret.slice(0, 8));
      expect(shown).not.toContain(secret.slice(-8));
      expect(shown).toMatch(/^before .*\[secret\].* after$/s);
    }
  });

  it('is masked in the JSON of a text, which stays JSON', () => {
    const shown = mask(JSON.stringify({ said: `he said "${whole}"`, more: [whole] }));
    expect(shown).not.toContain(JSON.stringify(secret).slice(1, 9));
    expect(Object.keys(JSON.parse(shown))).toEqual(['said', 'more']);
  });

  it('is masked once: asked again, nothing changes', () => {
    const once = mask(`${whole} ${whole}`);
    expect(mask(once)).toBe(once);
  });

  it('leaves what only looks like it', () => {
    expect(mask(lookAlike)).toBe(lookAlike);
  });
});

it('has an id of its own for each', () => {
  expect(new Set(shapes.map(({ id }) => id)).size).toBe(shapes.length);
});
