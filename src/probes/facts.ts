import type { FactsOver, MetricIdOver } from '../domain/facts.ts';
import type { probes } from './index.ts';

type Known = (typeof probes)[number];

export type ProbeId = Known['id'];

export type MetricId = MetricIdOver<Known>;

/** The evidence of a run, typed by the probes of this folder. */
export type Facts = FactsOver<Known>;
