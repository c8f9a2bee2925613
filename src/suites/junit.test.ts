import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junitAccount } from './junit.ts';

const account = (xml: string) => junitAccount(xml, ({ failure }) => failure === 'collection failure');

const suite = (cases: string): string =>
  `<?xml version="1.0"?>\n<testsuites><testsuite name="all" tests="999">${cases}</testsuite></testsuites>\n`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\P{Cc}\n\t]/gu, '');

describe('junitAccount', () => {
  it('counts cases, not the totals a file claims', () => {
    const cases = [
      '<testcase classname="a" name="one" time="0.1"/>',
      '<testcase classname="a" name="two"></testcase>',
      '<testcase classname="a" name="three"><failure message="1 &lt; 2">E  assert</failure></testcase>',
      '<testcase classname="a" name="four"><error message="boom"/></testcase>',
      '<testcase classname="a" name="five"><skipped/></testcase>',
    ].join('\n');
    expect(account(suite(cases))).toEqual({
      counts: { passed: 2, failed: 2, skipped: 1 },
      unloadable: 0,
      complaint: null,
    });
  });

  it('counts a broken collection apart and keeps its text', () => {
    const cases = `<testcase classname="" name="tests.test_tts" time="0"><error message="collection failure">fast_tts.py:6: in &lt;module&gt;&#10;E   gone</error></testcase>`;
    expect(account(suite(cases))).toEqual({
      counts: { passed: 0, failed: 0, skipped: 0 },
      unloadable: 1,
      complaint: 'fast_tts.py:6: in <module>\nE   gone',
    });
  });

  it('gives back what was rendered, whatever the names and messages hold', () => {
    const outcome = fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const);
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.record({ outcome, name: text, said: text })), (cases) => {
        const inside = { passed: 'system-out', failed: 'failure', skipped: 'skipped' };
        const xml = cases.map(({ outcome, name, said }) => {
          const tag = inside[outcome];
          return `<testcase name="${escaped(name)}"><${tag} message="${escaped(said)}">${escaped(said)}</${tag}></testcase>`;
        });
        const counted = (wanted: string) => cases.filter(({ outcome }) => outcome === wanted).length;
        expect(account(suite(xml.join('')))?.counts).toEqual({
          passed: counted('passed'),
          failed: counted('failed'),
          skipped: counted('skipped'),
        });
      }),
    );
  });

  it('takes what output quotes for no test', () => {
    const fake = '<testcase name="fake"><failure message="fake"/></testcase>';
    const cases = `<!-- ${fake} --><testcase name="a > b's"><system-out><![CDATA[${fake}]]></system-out></testcase>`;
    expect(account(suite(cases))?.counts).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it('reads a complaint out of a CDATA section', () => {
    const cases = `<testcase name="x"><error message='collection failure'><![CDATA[a <b> & c]]></error></testcase>`;
    expect(account(suite(cases))?.complaint).toBe('a <b> & c');
  });

  it('knows no test in an empty suite', () => {
    expect(account('<testsuites name="x"/>')?.counts).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it.each([
    ['nothing', ''],
    ['no XML', 'OK (3 tests)'],
    ['another document', '<html><body>502</body></html>'],
    ['a file cut short', suite('<testcase name="a"/>').slice(0, -30)],
    ['entities of its own', `<!DOCTYPE x [<!ENTITY a "b">]>${suite('<testcase name="&a;"/>')}`],
  ])('refuses %s', (_, xml) => {
    expect(account(xml)).toBeUndefined();
  });

  it('expands only the entities of XML itself', () => {
    const cases = `<testcase name="x"><error message="collection failure">&lt;&#65;&#x42;&file;&#x110000;&amp;lt;</error></testcase>`;
    expect(account(suite(cases))?.complaint).toBe('<AB&file;&#x110000;&lt;');
  });

  it('reads ten megabytes, and hostile ones, in one pass', () => {
    const many = 60_000;
    const message = 'E  assert '.repeat(15);
    const failing = `<testcase name="t"><failure message="${message}">x</failure></testcase>`;
    expect(account(suite(failing.repeat(many)))?.counts.failed).toBe(many);
    expect(account(suite('<testcase "'.repeat(900_000)))).toBeDefined();
    expect(account(suite('<![CDATA['.repeat(900_000)))?.counts.passed).toBe(0);
    expect(account(suite('<'.repeat(5_000_000)))?.counts.passed).toBe(0);
  });
});
