import * as z from 'zod';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { same } from '../domain/text.ts';
import { routes } from '../protocol/routes.ts';
import { errorResponse, healthResponse, probeResponse } from '../protocol/service.ts';
import type { Question } from './ask.ts';
import { type Check, HOLDS, holdsIf } from './check.ts';
import { asking, reading } from './judgement.ts';

const route = 'GET /health';
const question: Question = { method: 'GET', path: routes.health };
const EITHER = [200, 503];

const claims = healthResponse.pick({ status: true, groq: true, whisper: true, tts: true, database: true });

/** `GET /health`, `/health/live` and `/health/ready`: what the stack claims of itself. */
export const health: readonly Check[] = [
  {
    id: 'health.shape',
    route,
    title: { en: 'says a status and a flag for each service', fr: 'dit un état et un drapeau par service' },
    matters: 'review',
    ...asking(
      question,
      reading(claims, () => HOLDS, EITHER),
    ),
  },
  {
    id: 'health.status',
    route,
    title: {
      en: 'is 503 when, and only when, it is unhealthy',
      fr: 'répond 503 si et seulement si « unhealthy »',
    },
    matters: 'client',
    ...asking(
      question,
      reading(
        claims,
        ({ status: claim }, { status }) => {
          const expected = claim === 'unhealthy' ? 503 : 200;
          return holdsIf(
            status === expected,
            same(`HTTP ${expected}: ${claim}`),
            same(`HTTP ${status}: ${claim}`),
          );
        },
        EITHER,
      ),
    ),
  },
  {
    id: 'health.truth',
    route,
    title: {
      en: 'is not healthy without model, speech or database',
      fr: 'n’est pas « healthy » sans modèle, parole ou base',
    },
    matters: 'client',
    ...asking(
      question,
      reading(
        claims,
        ({ status, ...flags }) => {
          const down = (['groq', 'tts', 'database'] as const).filter((name) => !flags[name]);
          return holdsIf(
            status !== 'healthy' || down.length === 0,
            same('status: degraded | unhealthy'),
            same(`status: healthy; ${down.map((name) => `${name}: false`).join('; ')}`),
          );
        },
        EITHER,
      ),
    ),
  },
  {
    id: 'health.services',
    route,
    title: {
      en: 'tells engine, state and age of its last check',
      fr: 'dit moteur, état et âge du dernier contrôle',
    },
    matters: 'optional',
    ...asking(
      question,
      reading(healthResponse.pick({ services: true }), () => HOLDS, EITHER),
    ),
  },
  {
    id: 'health.live',
    route: 'GET /health/live',
    title: { en: 'is alive', fr: 'est en vie' },
    matters: 'optional',
    ...asking({ method: 'GET', path: routes.live }, reading(probeResponse)),
  },
  {
    id: 'health.ready',
    route: 'GET /health/ready',
    title: { en: 'is ready, or says what is not', fr: 'est prête, ou dit ce qui ne l’est pas' },
    matters: 'optional',
    ...asking(
      { method: 'GET', path: routes.ready },
      reading(
        z.union([probeResponse, errorResponse]),
        (value, { status }) =>
          holdsIf(
            (status === 200) === 'status' in value,
            same('200: {"status":"ready"} | 503: {"detail":"…"}'),
            same(`${status}: ${firstChars(JSON.stringify(value), 80)}`),
          ),
        EITHER,
      ),
    ),
  },
];
