import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobFrom } from './job-check.ts';

const good = {
  schema: 'ralph/observe-job@1',
  run: 'a'.repeat(32),
  stack: 'eva: prod',
  probes: ['llm', 'tts_stream'],
  samples: 12,
};

const whyOf = (data: unknown): string | undefined => {
  const found = jobFrom(data);
  return 'why' in found ? found.why.en : undefined;
};

describe('a job', () => {
  it.each([good, { ...good, probes: null, samples: null }, { ...good, probes: [] }])(
    'is taken: %j',
    (job) => {
      expect(jobFrom(job)).toEqual({ job });
    },
  );

  it.each([
    ['a command', { ...good, command: ['rm', '-rf', '/'] }, 'found the field "command"'],
    ['a path', { ...good, target: { folder: '/etc' } }, 'found the field "target"'],
    ['a prototype', JSON.parse(`{"__proto__": {}, ${JSON.stringify(good).slice(1)}`), '"__proto__"'],
    ['a constructor', { ...good, constructor: {} }, 'found the field "constructor"'],
    ['another schema', { ...good, schema: 'ralph/observe-job' }, 'found another schema'],
    [
      'the schema of another release',
      { ...good, schema: 'ralph/observe-job@2', deadline: 1 },
      'of another release of ralph; expected the same one',
    ],
    ['no run', { ...good, run: undefined }, 'found another run'],
    ['a run that is a key', { ...good, run: 'x:*' }, 'found another run'],
    ['a stack that moves the cursor', { ...good, stack: 'a\u001b[2J' }, 'found another stack'],
    ['a stack that turns what follows', { ...good, stack: 'a\u202eb' }, 'found another stack'],
    ['a stack of a megabyte', { ...good, stack: 'x'.repeat(1e6) }, 'found another stack'],
    ['a probe that is a path', { ...good, probes: ['../../etc/passwd'] }, 'found another probes'],
    ['a probe that is a list', { ...good, probes: [['llm']] }, 'found another probes'],
    ['a thousand probes', { ...good, probes: Array(1000).fill('llm') }, 'found another probes'],
    ['a million samples', { ...good, samples: 1e6 }, 'found another samples'],
    ['half a sample', { ...good, samples: 1.5 }, 'found another samples'],
    ['samples in words', { ...good, samples: '5' }, 'found another samples'],
    ['nothing', null, 'found no object'],
    ['a list', [good], 'found no object'],
  ])('is none with %s', (_, data, why) => {
    expect(whyOf(data)).toContain(why);
  });

  it('is refused in bounded words, and to whom it came from as far as that is known', () => {
    const found = jobFrom({ ...good, [`\u001b[2J${'x'.repeat(1e6)}`]: 1 });
    expect(found).toMatchObject({ run: good.run, stack: good.stack });
    expect('why' in found && found.why.en.length).toBeLessThan(200);
    expect('why' in found && found.why.en).not.toContain('\u001b');
    expect(jobFrom({ run: '../x', stack: 7, evil: 1 })).toMatchObject({ run: '', stack: '' });
  });

  it('has nothing in it that was not asked for, whatever was put there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (strange) => {
        const found = jobFrom({ ...good, ...strange });
        if ('job' in found) expect(Object.keys(found.job).sort()).toEqual(Object.keys(good).sort());
      }),
    );
  });
});
