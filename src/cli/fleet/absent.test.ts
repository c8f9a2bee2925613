import { expect, test } from 'vitest';
import { absent } from './absent.ts';

const agents = [
  { name: 'gpu-01', labels: { pool: 'eu', zone: 'a' } },
  { name: 'gpu-02', labels: {} },
];
const byName = (name: string) => ({ name: `s-${name}`, asked: { agent: name } });

test('a stack that some agent would take is not named', () => {
  const eu = { name: 'eu', asked: { labels: { pool: 'eu' } } };
  expect(absent([byName('gpu-01'), byName('gpu-02'), eu], agents)).toBeNull();
});

test('one that nobody would take is, with whom it asks', () => {
  const other = { name: 'far', asked: { labels: { pool: 'eu', zone: 'b' } } };
  expect(absent([byName('gpu-01'), byName('gpu-1'), other], agents)?.en).toBe(
    'no agent is there yet for s-gpu-1 (agent gpu-1), far (pool=eu zone=b); waited for until the deadline',
  );
});

test('of many a few are named', () => {
  const many = Array.from({ length: 200 }, (_, index) => byName(`h${index}`));
  expect(absent(many, [])?.fr).toMatch(/s-h5 \(agent h5\) \+194 ; attendu/);
});
