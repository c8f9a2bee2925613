import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { flattened, outlineOf } from '../completion/outline.ts';
import { manual, unrun } from './manual.fixture.ts';

it('has every command, flag and example', () => {
  const page = manual()
    .replaceAll('\\-', '-')
    .replace(/\\\[u([\dA-F]+)\]/g, (_, number) => String.fromCodePoint(Number.parseInt(number, 16)));
  for (const { path, options, help } of flattened(outlineOf(unrun()))) {
    expect(page).toContain(path);
    for (const flag of options.flatMap(({ flags }) => flags))
      if (flag !== '--version' && flag !== '-V') expect(page).toContain(flag);
    for (const [line] of help?.examples ?? []) expect(page).toContain(line.replaceAll('\\', '\\e'));
  }
});

const FORMATTER = 'groff';
const hasGroff = spawnSync(FORMATTER, ['--version']).status === 0;

it.skipIf(!hasGroff)('is roff without a fault (skipped where there is no groff)', () => {
  const { stderr, stdout, status } = spawnSync(FORMATTER, ['-man', '-Tutf8', '-ww', '-z'], {
    input: manual(),
  });
  expect({ status, stderr: String(stderr), stdout: String(stdout) }).toEqual({
    status: 0,
    stderr: '',
    stdout: '',
  });
});
