import { describe, expect, it } from 'vitest';
import { ralph } from './ralph.ts';

describe('ralph explain', () => {
  it.each([
    ['canned-answer', '### What to do'],
    ['llm', '**Objective**: ≤ 500 ms'],
    ['tts.total_ms', '**Unit**: ms, lower is better'],
    ['llm-slow', 'Raised where no other finding explains the failure of'],
  ])('%s', async (id, words) => {
    const { code, stdout, stderr } = await ralph(['explain', id]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^## ${id}\n`));
    expect(stdout).toContain(words);
  });

  it('speaks French', async () => {
    const { stdout } = await ralph(['explain', 'llm', '--lang', 'fr']);
    expect(stdout.replace(/[\u00a0\u202f]/g, ' ')).toContain('**Objectif** : ≤ 500 ms');
  });

  it('suggests what was meant', async () => {
    const { code, stdout, stderr } = await ralph(['explain', 'caned-answer']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'ralph: explain: found "caned-answer", expected an id such as "ralph list" names; did you mean "canned-answer"?\n',
    );
  });
});
