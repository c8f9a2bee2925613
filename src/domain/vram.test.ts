import { describe, expect, it } from 'vitest';
import { holdingLine, holdingOf, passesOn, type Serving } from './vram.ts';

const serving = (more: Partial<Serving> = {}): Serving => ({
  ...{
    port: 8000,
    pid: 4242,
    program: '/opt/venv/bin/python3',
    relatives: [4240, 4242, 4243],
    strangers: [],
    hidden: false,
  },
  ...more,
});
const held = (pid: number, memoryMib: number | null) => ({ pid, name: 'python', memoryMib });

describe('the stack’s part of the memory', () => {
  it('is what its process, its workers and its parents hold, on every card', () => {
    const processes = [held(4242, 100), held(4243, 20), held(4243, 3), held(4240, 4000), held(9, 50_000)];
    expect(holdingOf(processes, serving())).toEqual({ known: true, heldMib: 4123, othersMib: 50_000 });
  });

  it('is none where only others hold any', () => {
    const holding = holdingOf([held(9, 5222)], serving());
    expect(holding).toEqual({ known: true, heldMib: 0, othersMib: 5222 });
    expect(holdingLine(holding, serving(), 5300)).toEqual({
      en: '8000 is served by process 4242 (python3), which holds 0 MiB of the 5300 MiB in use',
      fr: '8000 est servi par le processus 4242 (python3), qui occupe 0 MiB des 5300 MiB utilisés',
    });
    expect(holdingLine(holding, serving({ port: null, program: null }), undefined).en).toBe(
      'the target is served by process 4242, which holds 0 MiB of the 5222 MiB in use',
    );
  });

  it.each<[string, Parameters<typeof holdingOf>, string]>([
    ['nobody is seen to serve', [[held(9, 1)], null], 'not known'],
    ['a proxy holds the port', [[held(9, 1)], serving({ hidden: true })], 'only passes connections on'],
    ['nothing is listed, as in a container', [[], serving()], 'lists no process'],
    ['an id is of another namespace', [[held(9, 1)], serving({ strangers: [9] })], 'does not know (9)'],
    ['memory is not told by process', [[held(4242, 1), held(9, null)], serving()], 'does not tell'],
  ])('is not claimed where %s', (_, given, words) => {
    const holding = holdingOf(...given);
    expect(holding).toMatchObject({ known: false, why: { en: expect.stringContaining(words) } });
    expect(holdingLine(holding, given[1], 1).en).toContain('cannot be told');
  });
});

it('a program is known by its whole name', () => {
  expect(['/usr/sbin/nginx', 'sshd', '/opt/nginx-llm/server', 'python', null].map(passesOn)).toEqual([
    ...[true, true, false, false, false],
  ]);
});
