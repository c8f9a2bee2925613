import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { html, verbatim } from './markup.ts';
import { page } from './page.ts';

const drawn = (more = {}) => page({ lang: 'fr', title: '<b>t</b>', body: html`<h1>${'<i>'}</h1>`, ...more });

it('lets nothing run or style it but what stands in it, by its hash', () => {
  const text = drawn({ styles: [verbatim`p { margin: 0 }`], scripts: [verbatim`let a = 1;`] });
  const [, written = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
  const policy = written.replaceAll('&#39;', "'");
  const directive = (name: string) => policy.split('; ').find((each) => each.startsWith(`${name} `)) ?? '';
  for (const [tag, name] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ] as const) {
    const inside = [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(
      ([, each = '']) => each,
    );
    expect(inside.length).toBeGreaterThan(1);
    const hashes = inside.map((each) => `'sha256-${createHash('sha256').update(each).digest('base64')}'`);
    expect(directive(name).split(' ').slice(1)).toEqual(hashes);
  }
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|connect-src/);
});

it('may ask its own server where it has one', () => {
  expect(drawn({ reaches: 'self' })).toContain('connect-src &#39;self&#39;');
});

it('says its language and its title', () => {
  expect(drawn()).toContain('<html lang="fr">');
  expect(drawn()).toContain('<title>&lt;b&gt;t&lt;/b&gt;</title>');
});
