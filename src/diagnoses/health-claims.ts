import { apologies } from '../domain/chat.ts';
import { allOf, answered, failed, isRateLimit, type Sample, saysWhy } from '../domain/sample.ts';
import { isSick, PROOF, SERVICE_FLAGS } from '../domain/service-health.ts';
import type { Failure, HealthClaim } from '../domain/stack.ts';
import type { Service } from '../domain/target.ts';
import type { Facts } from '../probes/facts.ts';

/** What the stack said of itself once it had been used; undefined where it was not asked or did not say. */
export function claimAfterUse(facts: Facts): HealthClaim | undefined {
  const after = facts.observed('health_after');
  return after && !after.services && 'claim' in after.health ? after.health.claim : undefined;
}

type Proven = Exclude<Service, 'database'>;

/** Refused at the door, or for now: nothing about what is behind. */
const isShut = (failure: Failure): boolean =>
  isRateLimit(failure) ||
  saysWhy(failure) ||
  (failure.kind === 'rejected' && (failure.status === 401 || failure.status === 403));

/** Whether the stack itself said in use that it cannot: by an error, by silence, or by an apology. */
function gaveUp(samples: readonly Sample<unknown>[], sorry: number): boolean {
  const failures = failed(samples);
  return failures.length + sorry > 0 && !failures.some(isShut) && failures.length + sorry === samples.length;
}

function failedInUse(facts: Facts, service: Proven): boolean {
  if (PROOF[service].some(({ metric }) => facts.number(metric) !== undefined)) return false;
  if (service === 'llm') {
    const llm = facts.observed('llm');
    const samples = llm ? allOf(llm.unique) : [];
    return gaveUp(samples, llm ? apologies(answered(allOf(llm.unique))).length : 0);
  }
  const series = facts.observed(service);
  return series !== undefined && gaveUp(allOf<unknown>(series), 0);
}

/** What a health route says of a service: by its flags, else by its states; undefined where it says nothing. */
function saysOf({ services, states = {} }: HealthClaim, service: Service): boolean | undefined {
  const flags = SERVICE_FLAGS[service].flatMap((flag) => services[flag] ?? []);
  if (flags.length > 0) return flags.includes(true);
  const state = SERVICE_FLAGS[service].flatMap((flag) => states[flag] ?? [])[0];
  return state === undefined ? undefined : state === 'ready';
}

const PROVEN: readonly Proven[] = ['llm', 'tts', 'stt'];

const works = (facts: Facts, service: Proven): boolean =>
  PROOF[service].some(({ metric }) => facts.number(metric) !== undefined);

/** Services of which the health route says the opposite of what use has shown. */
export interface Contradictions {
  readonly claim: HealthClaim;
  /** Said to be ready, and gave up whenever they were used. */
  readonly praised: readonly Service[];
  /** Said not to be ready, and worked. */
  readonly denied: readonly Service[];
  /** The whole stack is said to be unwell, and all that was used of it worked. */
  readonly isSlandered: boolean;
}

/** Holds the claims of a stack against use: after it, so that a route that learns from use had its chance. */
export function contradictions(facts: Facts): Contradictions | undefined {
  const claim = claimAfterUse(facts);
  if (!claim) return undefined;
  const used = PROVEN.filter((service) => works(facts, service) || failedInUse(facts, service));
  const required = PROVEN.filter((service) => facts.target.requires.includes(service));
  return {
    claim,
    praised: used.filter((service) => saysOf(claim, service) === true && !works(facts, service)),
    denied: used.filter((service) => saysOf(claim, service) === false && works(facts, service)),
    isSlandered:
      isSick(claim.status) &&
      required.length > 0 &&
      required.every((service) => works(facts, service)) &&
      saysOf(claim, 'database') !== false,
  };
}
