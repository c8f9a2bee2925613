import { expect, it } from 'vitest';
import { rateNews } from './rate-headers.ts';

it.each([
  [{}, {}],
  [
    { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '59' },
    { limit: 60, remaining: 59 },
  ],
  [{ 'x-rate-limit-remaining': '0' }, { remaining: 0 }],
  [
    { 'x-ratelimit-limit-requests': '14400', 'x-ratelimit-remaining-requests': '14370' },
    { limit: 14_400, remaining: 14_370 },
  ],
  [
    { 'ratelimit-limit': '100, 100;w=30', 'ratelimit-remaining': ' 99' },
    { limit: 100, remaining: 99, windowMs: 30_000 },
  ],
  [
    { 'ratelimit-policy': '"default";q=50;w=10', ratelimit: '"default";r=12;t=4' },
    { limit: 50, remaining: 12, windowMs: 10_000 },
  ],
  // What counts tokens says nothing of requests.
  [{ 'x-ratelimit-limit-tokens': '6000', 'x-ratelimit-remaining-tokens': '5998' }, {}],
  // What no server could mean, or no number.
  [{ 'x-ratelimit-limit': '0' }, {}],
  [{ 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-3', 'ratelimit-policy': ';w=' }, {}],
  [{ 'x-ratelimit-limit': '99999999999999' }, {}],
])('%j says %j', (headers, news) => {
  expect(rateNews(headers as Record<string, string>)).toEqual(news);
});
