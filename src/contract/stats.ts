import { routes } from '../protocol/routes.ts';
import { statsResponse } from '../protocol/service.ts';
import type { Check } from './check.ts';
import { asking, reading } from './judgement.ts';

/** `GET /stats` */
export const stats: readonly Check[] = [
  {
    id: 'stats.shape',
    route: 'GET /stats',
    title: {
      en: 'counts requests, latency and sessions',
      fr: 'compte requêtes, latence et sessions',
    },
    matters: 'client',
    ...asking({ method: 'GET', path: routes.stats }, reading(statsResponse)),
  },
];
