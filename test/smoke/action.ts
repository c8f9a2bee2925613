import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './ralph.ts';
import { bash, programs } from './shell.ts';

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly 'working-directory'?: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const action = async (): Promise<Action> =>
  parse(await readFile(join(root, 'action.yml'), 'utf8'), { strict: true });

/** `NAME=value` a line, as steps say outputs. */
const outputsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => (line.includes('=') ? [line.split(/=(.*)/s).slice(0, 2)] : [])),
  );

/**
 * Does what a runner does with the steps of a composite action that are scripts: expressions, files for outputs and summary, and the first
 * failure ends it. `npm` is noted and not run.
 */
export async function runAction(
  cwd: string,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) {
  const { inputs, outputs, runs } = await action();
  const temp = join(cwd, '.runner');
  await mkdir(temp, { recursive: true });
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary.md')];
  await writeFile(output, '');
  await writeFile(summary, '');
  const PATH = await programs(cwd, { npm: `echo "npm $* in $PWD" >> '${join(temp, 'npm')}'` });
  const said: Record<string, Record<string, string>> = {};
  const evaluated = (expression: string): string => {
    const [, input, id = '', name = ''] =
      /^(?:inputs\.([\w-]+)|steps\.(\w+)\.outputs\.(\w+)|github\.action_path)$/.exec(expression.trim()) ?? [];
    if (expression.trim() === 'github.action_path') return root;
    if (input !== undefined) return given[input] ?? inputs[input]?.default ?? '';
    return said[id]?.[name] ?? '';
  };
  const filled = (text: string): string =>
    text.replaceAll(/\$\{\{(.+?)\}\}/g, (_, expression: string) => evaluated(expression));
  let result = { code: 0 as number | null, stdout: '', stderr: '' };
  for (const step of runs.steps) {
    if (step.run === undefined || result.code !== 0) continue;
    const own = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text)]),
    );
    const runner = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: temp, PATH };
    result = await bash(step.run, {
      cwd: join(cwd, filled(step['working-directory'] ?? '.')),
      env: { ...env, ...runner, ...own },
    });
    if (step.id !== undefined) said[step.id] = outputsIn(await readFile(output, 'utf8'));
  }
  return {
    ...result,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, filled(value)])),
    summary: await readFile(summary, 'utf8'),
    npm: await readFile(join(temp, 'npm'), 'utf8'),
  };
}
