import { describe, expect, it } from 'vitest';
import { conclusions, tableOf } from './report.ts';
import { isTrustworthy, type Row, trustedStreams } from './trust.ts';

const row = (streams: number, median: number, tail: number, more: Partial<Row> = {}): Row => ({
  path: 'bench',
  metric: 'get latency',
  unit: 'ms',
  streams,
  error: { n: 200, median, tail, tailIs: 'p99' },
  ...more,
});

describe('trust', () => {
  it.each([
    [1, 5, true],
    [1.01, 5, false],
    [1, 5.01, false],
    [-1.01, 0, false],
    [0, -5.01, false],
  ])('a median of %d ms and a tail of %d ms: %s', (median, tail, trusted) => {
    expect(isTrustworthy(row(1, median, tail))).toBe(trusted);
  });

  it('ends before the first number of streams at which any figure is wrong', () => {
    const good = [row(1, 0.2, 1), row(10, 0.3, 2), row(50, 0.4, 3)];
    expect(trustedStreams(good)).toBe(50);
    expect(trustedStreams([...good, row(50, 0.1, 9, { metric: 'other' })])).toBe(10);
    // What is wrong with 10 is not mended by being right with 50.
    expect(trustedStreams([...good, row(10, 2, 2, { metric: 'other' })])).toBe(1);
    expect(trustedStreams([row(1, 0, 99)])).toBe(0);
  });
});

describe('what is said', () => {
  const review = row(1, 0.3, 0.9, { path: 'review', metric: 'llm.e2el_ms' });

  it('names the streams up to which, and the figure that fails after them', () => {
    const said = conclusions([review, row(1, 0.2, 1), row(10, 0.3, 2), row(50, 0.4, 7.25)]).join('\n');
    expect(said).toContain('A review can be trusted with the one stream that it asks for');
    expect(said).toContain(
      'A load test can be trusted up to 10 streams (at worst get latency +0.30 ms (median)',
    );
    expect(said).toContain('no longer with 50: get latency +0.40 ms (median), +7.25 ms (p99).');
  });

  it('does not trust what fails at once', () => {
    expect(conclusions([row(1, 3, 3)]).join('\n')).toContain('cannot be trusted, not even with 1 stream');
  });

  it('is a table of metrics by streams, with a mark where the limit is passed', () => {
    const short = row(1, -0.256, 0.9, { error: { n: 9, median: -0.256, tail: 0.9, tailIs: 'max' } });
    expect(tableOf([review, short, row(50, 0.4, 7.25)])).toEqual({
      head: ['measured − true', '1 stream', '50 streams'],
      body: [
        ['review: llm.e2el_ms', '+0.30 / +0.90', '–'],
        ['bench: get latency', '−0.26 / +0.90 max', '+0.40 / +7.25 !'],
      ],
    });
  });
});
