import { describe, expect, it } from 'vitest';
import { whoIs } from './flags.ts';

const config = { name: 'of-config', labels: { pool: 'eu' } };

describe('who an agent is', () => {
  it('is what the flags say, else the config, else the machine', () => {
    expect(whoIs({}, config, 'host')).toEqual({ name: 'of-config', labels: { pool: 'eu' } });
    expect(whoIs({ name: 'gpu-07', label: ['a=1', 'b=x/y'] }, config, 'host')).toEqual({
      ...{ name: 'gpu-07', labels: { a: '1', b: 'x/y' } },
    });
    expect(whoIs({}, { name: null, labels: {} }, 'ip-10-0-0-1.ec2.internal').name).toBe(
      'ip-10-0-0-1.ec2.internal',
    );
    expect(whoIs({}, { name: null, labels: {} }, '_Büro PC').name).toBe('B-ro-PC');
  });

  it.each([
    [{ name: 'a b' }, '--name: found "a b"'],
    [{ name: '' }, '--name: found ""'],
    [{ name: 'x'.repeat(64) }, '--name: found'],
    [{ label: ['pool'] }, '--label: found "pool", expected key=value'],
    [{ label: ['=eu'] }, '--label: found "=eu"'],
    [{ label: ['a=b=c'] }, '--label: found "a=b=c"'],
    [{ label: ['a=\u001b[2J'] }, '--label: found'],
    [{ label: ['a=1', 'b=1', 'c=1', 'd=1', 'e=1'] }, 'found 5 labels, expected at most 4'],
  ])('%j is refused', (flags, message) => {
    expect(() => whoIs(flags, config, 'host')).toThrow(message);
  });
});
