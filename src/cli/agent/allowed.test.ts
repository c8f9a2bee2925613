import { describe, expect, it } from 'vitest';
import { leftOutOf } from '../../domain/elsewhere.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { told } from '../../domain/told.ts';
import { rules } from '../rules.ts';
import { type Asked, askedBy, withLeftOut } from './allowed.ts';

const only = (...ids: string[]) => rules.probes.filter(({ id }) => ids.includes(id));
const allowance = { probes: only('llm', 'gpu', 'tests'), mostSamples: 20 };
const asked = (job: Partial<Parameters<typeof askedBy>[0]>, isElsewhere = false) =>
  askedBy({ probes: null, samples: null, ...job }, { allowance, isElsewhere });
const ids = (found: ReturnType<typeof asked>) => {
  const { probes, leftOut } = found as Asked;
  return { probes: probes.map(({ id }) => id).sort(), leftOut: leftOut.map(({ id }) => id).sort() };
};

describe('what a host is asked', () => {
  it('is all that it allows, where a job names nothing', () => {
    expect(ids(asked({}))).toEqual({ probes: ['gpu', 'llm', 'tests'], leftOut: [] });
  });

  it('is refused as a whole where any of it is not allowed', () => {
    expect(asked({ probes: ['llm', 'build'] })).toMatchObject({
      why: { en: expect.stringMatching(/does not allow the probes build; it allows .*llm/) },
    });
    expect(asked({ samples: 21 })).toMatchObject({ why: { en: expect.stringContaining('21 samples') } });
    expect(ids(asked({ samples: 20, probes: ['llm'] })).probes).toEqual(['llm']);
  });

  it('is without what looks at the machine, where another one had the job before', () => {
    expect(ids(asked({}, true))).toEqual({ probes: ['llm'], leftOut: ['gpu', 'tests'] });
  });
});

it('what was left out is said in the evidence, in both languages', () => {
  const evidence = withLeftOut({ observations: {} } as Evidence, only('gpu'));
  expect(leftOutOf(evidence)).toEqual(['gpu']);
  const { observations } = evidence;
  const reason = observations.gpu?.kind === 'unavailable' ? observations.gpu.reason : '';
  expect(told(reason).fr).not.toBe(told(reason).en);
});

it('what looks at the machine is exactly what says nothing of the address', () => {
  expect(rules.probes.flatMap(({ id, needsHost }) => (needsHost ? [id] : [])).sort()).toEqual(
    ['build', 'cuda', 'environment', 'gpu', 'memory', 'runtime', 'tests'].sort(),
  );
});
