import { metrics } from '../../cli/known.ts';
import { rules } from '../../cli/rules.ts';
import type { FleetMember, FleetOutcome } from '../../domain/fleet.ts';
import type { Labels } from '../../domain/fleet-job.ts';
import type { Review } from '../../domain/review.ts';
import { type Lang, said, type Text } from '../../domain/text.ts';
import { seededRandom } from '../../statistics/random.ts';
import { assemble } from '../assemble.ts';
import {
  answer,
  chat,
  clip,
  cuda,
  evidenceWith,
  gpu,
  healthy,
  series,
  suite,
  turn,
} from '../evidence.fixture.ts';
import { recordOf } from '../record.ts';
import { type FleetContext, fleetReviewOf } from './review.ts';

/** A host as it is simulated. */
export interface Host {
  readonly name: string;
  readonly labels?: Labels | null;
  readonly driver?: string;
  readonly commit?: string;
  /** How much slower it speaks than others. */
  readonly slowness?: number;
  readonly wrong?: 'cuda' | 'mute' | 'tests' | 'slow-llm';
  /** A figure became worse since its review before. */
  readonly isWorse?: true;
  /** It was asked by its labels, and without what needs the host. */
  readonly isElsewhere?: true;
  readonly lost?: Exclude<FleetOutcome, 'reviewed'>;
  /** What of its target reads as anybody likes. */
  readonly says?: string;
}

const wandering = (ms: number, random: () => number): number =>
  Math.round(10 * ms * (1 + (random() - 0.5) / 10)) / 10;

function readingsOf({ driver = '550', commit = 'abc1234', slowness = 1, wrong }: Host, random: () => number) {
  const ms = (usual: number): number => wandering(usual, random);
  const many = <Sample>(sample: () => Sample): Sample[] => Array.from({ length: 10 }, sample);
  const machine = { platform: 'linux 6.1', cpu: 'Xeon', cores: 16, memoryMib: 64_000, node: '22.0.0' };
  return {
    ...healthy,
    environment: { commit, branch: 'main', dirty: false, ...machine },
    llm: chat(...many(() => answer(ms(wrong === 'slow-llm' ? 2500 : 120)))),
    tts: series(...many(() => clip(ms(100 * slowness)))),
    turn: series(...many(() => turn(ms(200), wrong === 'mute' ? { audio: null } : {}))),
    gpu: gpu(Math.round(ms(70)), 8000, driver),
    ...(wrong === 'cuda' && { cuda: cuda('kernel-fails', { detail: 'CUDA error: no kernel image' }) }),
    ...(wrong === 'tests' && { tests: suite('failed', 190, 9) }),
  };
}

const WORSE: Review['changes'][number] = {
  ...{ metric: 'llm.e2el_ms', title: 'LLM latency', kind: 'worse', unit: 'ms' },
  ...{ before: '120 ms', now: '180 ms', delta: 60, deltaPct: 50 },
};

/** As agents and the queue say it. */
const WHYS: Readonly<Record<NonNullable<Host['lost']>, Text>> = {
  silent: { en: 'no agent took it', fr: 'aucun agent ne l’a pris' },
  refused: {
    en: 'this host does not allow the probes gpu; it allows llm, tts',
    fr: 'cet hôte n’autorise pas les sondes gpu ; il autorise llm, tts',
  },
  broken: { en: 'ENOSPC: no space left on device, write', fr: 'ENOSPC: no space left on device, write' },
  untrusted: {
    en: 'whoever answered goes by a name that no agent can have',
    fr: 'celui qui a répondu porte un nom qu’aucun agent ne peut avoir',
  },
};

/** What a fleet is told of a host: its evidence judged by all rules, as it would be. */
export function memberOf(host: Host, lang: Lang = 'en', seed = 1): FleetMember {
  const { name, labels = {}, lost, says, isWorse, isElsewhere } = host;
  const asked = isElsewhere ? { labels: labels ?? {} } : { agent: name };
  const who = { name, asked, agent: lost === 'silent' ? null : name, labels };
  if (lost) return { ...who, outcome: lost, why: says ?? said(WHYS[lost], lang) };
  const evidence = evidenceWith(readingsOf(host, seededRandom(seed)), {
    target: { name, ...(says !== undefined && { dialect: says }) },
  });
  const judged = assemble(evidence, rules, { cycle: seed, lang, past: [] });
  const review = isWorse ? { ...judged, verdict: 'attention' as const, changes: [WORSE] } : judged;
  const file = `2026-01-20-cycle-${String(seed).padStart(3, '0')}.md`;
  const record = recordOf(review, evidence, rules.probes, file);
  return { ...who, outcome: 'reviewed', review, record, file, leftOut: isElsewhere ? ['gpu', 'cuda'] : [] };
}

export const membersOf = (hosts: readonly Host[], lang: Lang = 'en'): FleetMember[] =>
  hosts.map((host, index) => memberOf(host, lang, index + 1));

export const contextIn = (lang: Lang): FleetContext => ({
  ...{ ralph: '0.1.0', lang, fleet: 'voices', number: 12, run: 'r1' },
  ...{ reviewedAt: '2026-01-20T03:00:00.000Z', metrics, tolerancePct: 10 },
});

/** As many hosts, each healthy but for what is said of its index. */
export const hosts = (count: number, change: (index: number) => Partial<Host> = () => ({})): Host[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `gpu-${String(index + 1).padStart(3, '0')}`,
    ...change(index),
  }));

const POOLS = ['eu', 'us', 'lab'];

/**
 * A large fleet on a bad night: driver 560 without kernels for its cards, a rack that is cut off, a commit that has lost
 * its voice, single hosts that are slow to speak or whose tests fail, and one each that refuses, breaks and lies.
 */
export const badNight = (count: number): Host[] =>
  hosts(count, (index) => {
    const rack = `r${Math.floor(index / 10)}`;
    const own = { labels: { pool: POOLS[index % 3] ?? 'eu', rack } };
    if (rack === 'r7') return { ...own, lost: 'silent' };
    if (index === 3) return { ...own, lost: 'refused' };
    if (index === 50) return { ...own, lost: 'broken' };
    if (index === 90) return { ...own, lost: 'untrusted' };
    if (index % 6 === 1) return { ...own, driver: '560.35.03', wrong: 'cuda' };
    if (index % 20 === 4) return { ...own, commit: 'bad9999', wrong: 'mute' };
    if (index % 40 === 8) return { ...own, slowness: 2 };
    if (index % 27 === 9) return { ...own, wrong: 'tests' };
    if (index % 33 === 12) return { ...own, isWorse: true };
    if (index === 60) return { ...own, isElsewhere: true };
    return own;
  });

/** The review of simulated hosts. */
export const reviewOfHosts = (of: readonly Host[], lang: Lang = 'en') =>
  fleetReviewOf(membersOf(of, lang), contextIn(lang));
