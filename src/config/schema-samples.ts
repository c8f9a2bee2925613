import { defaults } from './defaults.ts';
import { choice, section, whole, written } from './fields.ts';
import { duration } from './quantity.ts';

const { scenario } = defaults;

const seconds = (ms: number): string => `${ms / 1000} s`;

/** The block `samples`: what a run puts to the stack. */
export const samplesSchema = section({
  warm: whole(1, 1000)
    .optional()
    .describe(
      `Fewest warm samples of each latency series; it goes on until its median is known within 5 % or 5 ms. Default: ${scenario.samples}.`,
    ),
  most: whole(1, 1000)
    .optional()
    .describe(`Most warm samples of each latency series. Default: ${scenario.mostSamples}.`),
  series_time: written(duration(['30s', '2m']))
    .optional()
    .describe(
      `After this a series that has its fewest samples ends. Default: ${seconds(scenario.seriesMs)}.`,
    ),
  warmup: whole(0, 100)
    .optional()
    .describe(`Requests sent and thrown away before the warm ones. Default: ${scenario.warmup}.`),
  idle: written(duration(['5s', '0s'], { least: 0 }))
    .optional()
    .describe(
      `How long the stack is left alone before the questions after a pause; 0s leaves them out. Default: ${seconds(scenario.idleMs)}.`,
    ),
  timeout: written(duration(['30s', '1.5 s']))
    .optional()
    .describe(`Deadline of one request. Default: ${seconds(scenario.timeoutMs)}.`),
  rate_limit_budget: written(duration(['2m', '0s'], { least: 0 }))
    .optional()
    .describe(
      `The longest that all waiting for rate limits together may take. Default: ${seconds(scenario.rateLimitBudgetMs)}.`,
    ),
  language: choice(['en', 'fr'])
    .optional()
    .describe(`Language of the prompts and of the texts to speak. Default: ${scenario.speech}.`),
}).check(({ value: { warm, most }, issues }) => {
  if (warm === undefined || most === undefined || most >= warm) return;
  const message = `at least as many as samples.warm, which is ${warm}`;
  issues.push({ code: 'custom', input: most, message, path: ['most'] });
});
