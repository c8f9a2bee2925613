import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html, verbatim } from './markup.ts';

const BACK: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

it('makes text of every value, and reads back as what it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'/a;#`=') }), (text) => {
      const [, inside = ''] = /^<p title="(.*)">$/s.exec(String(html`<p title="${text}">`)) ?? [];
      expect(inside).not.toMatch(/[<>"']/);
      expect(inside.replaceAll(/&[a-z#0-9]+;/g, (entity) => BACK[entity] ?? '?')).toBe(text);
    }),
  );
});

it('leaves out what would bend the order of the letters or the page', () => {
  expect(String(html`${'a\u202eb\u0000c\u001b[31md'}`)).toBe('abcd');
});

it('writes markup as it stands, lists without separator, and nothing for what is not there', () => {
  const items = ['<a>', 2].map((each) => html`<li>${each}</li>`);
  expect(String(html`<ul>${items}${null}${undefined}${false}${0}</ul>`)).toBe(
    '<ul><li>&lt;a&gt;</li><li>2</li>0</ul>',
  );
});

it('takes what only looks like markup for text', () => {
  const forged = { toString: () => '<script>' } as never;
  expect(() => String(html`${forged}`)).toThrow(TypeError);
  expect(String(html`${JSON.parse('["<script>"]')}`)).toBe('&lt;script&gt;');
});

it('keeps literals of style and script as they are', () => {
  expect(String(html`<style>${verbatim`a > b { content: "&"; }`}</style>`)).toBe(
    '<style>a > b { content: "&"; }</style>',
  );
});
