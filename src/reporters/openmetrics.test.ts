import { expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import { metricsOf } from '../pipeline/record.ts';
import { inBaseUnit } from './openmetrics/base-units.ts';
import { exposition } from './openmetrics/exposition.ts';
import openmetrics from './openmetrics.ts';
import { reviewSaying } from './review.fixture.ts';

const SAMPLE = /^([a-z_0-9]+)\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*)\} -?\d[\d.e+-]*$/;

const draw = async (review = reviewSaying('x')) =>
  await openmetrics.draw(review, { color: false, columns: 100 });

test.each([
  ['llm.e2el_ms', 'ms', 115.5, 'ralph_llm_e2el_seconds', 0.1155],
  ['tts.audio_duration_s', 's', 1.5, 'ralph_tts_audio_duration_seconds', 1.5],
  ['tts.success_pct', '%', 71.4, 'ralph_tts_success_ratio', 0.714],
  ['gpu.mem_used_mib', 'MiB', 1362, 'ralph_gpu_mem_used_bytes', 1_428_160_512],
  ['gpu.temp_max_c', '°C', 64, 'ralph_gpu_temp_max_celsius', 64],
  ['gpu.power_load_w', 'W', 312.07, 'ralph_gpu_power_load_watts', 312.07],
  ['tts.rtf', 'ratio', 0.068, 'ralph_tts_rtf_ratio', 0.068],
  ['llm_stream.tokens_per_s', 'count', 40, 'ralph_llm_stream_tokens_per_second', 40],
] as const)('%s in %s', (metric, unit, value, name, inBase) => {
  const named = inBaseUnit(metric, unit, value);
  expect(named.name).toBe(name);
  expect(exposition([{ ...named, help: 'h', samples: [{ labels: {}, value: named.value }] }])).toContain(
    `${name}{} ${inBase}\n`,
  );
});

test('every metric that ralph has gets a name of its own that ends in its unit', () => {
  const own = metricsOf(rules.probes).map(([id, metric]) =>
    metric.kind === 'number' ? inBaseUnit(id, metric.unit, 1) : { name: `ralph_${id.replaceAll('.', '_')}` },
  );
  expect(own.length).toBeGreaterThan(60);
  expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
  for (const { name, unit } of own.map((each) => ({ unit: undefined, ...each }))) {
    expect(name).toMatch(/^ralph(?:_[a-z0-9]+)+$/);
    expect(name).not.toMatch(/_(?:ms|s|pct|mib|c|w|total|count|sum|bucket|created)$|_total_total/);
    if (unit !== undefined) expect(name.endsWith(`_${unit}`)).toBe(true);
  }
});

test('labels are of a known few, bounded, and escaped: no commit, no cycle, no time, no words of the stack but the target', async () => {
  const said = `a"b\\c\nd ${'long '.repeat(100)}`;
  const drawn = await draw(reviewSaying(said));
  const samples = drawn.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of samples) expect(line).toMatch(SAMPLE);
  const labels = samples.flatMap((line) => [...line.matchAll(/([a-z]+)="((?:[^"\\]|\\.)*)"/g)]);
  const known = [
    'criterion',
    'finding',
    'metric',
    'probe',
    'severity',
    'state',
    'target',
    'verdict',
    'version',
  ];
  for (const [, name = '', value = ''] of labels) {
    expect(known).toContain(name);
    expect(value.length).toBeLessThan(120);
  }
  expect(drawn).toContain(String.raw`target="a\"b\\c d long`);
});

test('families stand together, typed and told before their first sample, and the file says where it ends', async () => {
  const lines = (await draw()).split('\n');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
  const typed = lines.flatMap((line) => /^# TYPE (\S+) gauge$/.exec(line)?.[1] ?? []);
  expect(new Set(typed).size).toBe(typed.length);
  let current = '';
  for (const line of lines.slice(0, -2)) {
    const name = /^# (?:TYPE|UNIT|HELP) (\S+)/.exec(line)?.[1] ?? line.split('{')[0] ?? '';
    if (line.startsWith('# TYPE')) current = name;
    expect(name).toBe(current);
  }
});

test('what is not known is not there: no score, no points, no figure that is none', async () => {
  const review = { ...reviewSaying('x'), score: null };
  const metrics = [Number.NaN, Number.POSITIVE_INFINITY].map((value, index) => ({
    ...{ id: `m.x${index}`, title: 'x', unit: 'ms' as const, value, shown: 'x', formula: null },
  }));
  const drawn = await draw({ ...review, metrics });
  expect(drawn).not.toMatch(/score|m_x|NaN|Inf/);
});

test('a figure in doubt is named', async () => {
  const metric = { id: 'tts.rtf', title: 'x', unit: 'ratio' as const, value: 1, shown: '1', formula: null };
  const drawn = await draw({ ...reviewSaying('x'), metrics: [{ ...metric, doubt: 'busy' }] });
  expect(drawn).toContain('ralph_metric_in_doubt{target="x",metric="tts.rtf"} 1\n');
  expect(await draw({ ...reviewSaying('x'), metrics: [metric] })).not.toContain('in_doubt');
});
