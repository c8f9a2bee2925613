import { figure } from '../domain/figure.ts';
import { rolesLine } from '../domain/service-vram.ts';
import { SERVICE_ROLES, type ServiceRole } from '../domain/target.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import type { GpuReadings } from '../probes/gpu-readings.ts';
import { ownershipOf } from './card.ts';
import type { CriterionId } from './define.ts';

/** Less than the smallest context that CUDA opens on a card: so much is in use where nobody is on it. */
const NOBODY_MIB = 64;

const NAMES_GPU = /(?<![a-z])(?:cuda|gpu|tensorrt)(?![a-z])/i;

type Seen = Extract<GpuReadings, { state: 'seen' }>;

/** How the stack says that it works on the card, and which of its services do; undefined where it does not say so. */
export function gpuClaimOf(
  facts: Facts,
): { readonly roles: readonly ServiceRole[]; readonly text: Text } | undefined {
  const identity = facts.observed('backend')?.identity;
  const engines = identity && 'features' in identity ? Object.entries(identity.features) : [];
  const named = engines.filter(([, engine]) => NAMES_GPU.test(engine ?? ''));
  const [first] = named;
  if (first) {
    return {
      roles: SERVICE_ROLES.filter((role) => named.some(([service]) => service === role)),
      text: { en: `the stack names "${first[1]}"`, fr: `la pile nomme « ${first[1]} »` },
    };
  }
  if (facts.target.gpu !== 'required') return undefined;
  return {
    // A model may well be asked elsewhere.
    roles: ['tts', 'stt'],
    text: {
      en: 'target.gpu: required says that the stack works on it',
      fr: 'target.gpu: required dit que la pile y travaille',
    },
  };
}

/** Whether every server of the stack that is on this machine is seen there, and does its work itself. */
function isAllHere({ serving, services }: Seen): boolean {
  const all = services?.map((each) => each.serving) ?? [serving ?? 'unseen'];
  const here = all.filter((each) => each !== 'elsewhere');
  return here.length > 0 && here.every((each) => typeof each === 'object' && !each.hidden);
}

/** Why it is sure that the stack holds nothing of any card; undefined where it is not. */
function bareOf(facts: Facts, gpu: Seen): readonly Text[] | undefined {
  const ownership = ownershipOf(facts);
  if (ownership?.holding.known) return ownership.holding.heldMib > 0 ? undefined : ownership.lines;
  const usedMib = facts.number('gpu.mem_used_mib');
  const told = gpu.after.devices.every(({ memoryUsedMib }) => memoryUsedMib !== null);
  if (!told || usedMib === undefined || usedMib > NOBODY_MIB || gpu.processes.length > 0) return undefined;
  if (!isAllHere(gpu)) return undefined;
  return [
    {
      en: `${figure(usedMib, 'MiB')} of the card are in use in all: nobody is on it`,
      fr: `${figure(usedMib, 'MiB')} de la carte sont utilisés en tout : personne n’y est`,
    },
  ];
}

/** What each service took, where that is more than it may. */
function slowOf(facts: Facts, role: ServiceRole, failing: ReadonlySet<CriterionId>): Text | undefined {
  const [spokenMs, answeredMs] = [facts.number('tts.total_ms'), facts.number('llm.e2el_ms')];
  const [rtf, rtfx] = [facts.number('tts.rtf'), facts.number('stt.rtfx')];
  if (role === 'tts' && spokenMs !== undefined && (failing.has('tts') || (rtf ?? 0) >= 1)) {
    const shown = figure(spokenMs, 'ms');
    const factor = rtf === undefined ? '' : `, RTF ${figure(rtf, 'ratio')}`;
    return { en: `a sentence takes ${shown}${factor}`, fr: `une phrase prend ${shown}${factor}` };
  }
  if (role === 'llm' && answeredMs !== undefined && failing.has('llm')) {
    const shown = figure(answeredMs, 'ms');
    return { en: `an answer takes ${shown}`, fr: `une réponse prend ${shown}` };
  }
  if (role !== 'stt' || rtfx === undefined || rtfx >= 1) return undefined;
  const shown = figure(rtfx, 'ratio');
  return {
    en: `recognition runs at ${shown} × real time`,
    fr: `la reconnaissance va à ${shown} × le temps réel`,
  };
}

/** What the slowness of one service makes slow beside it. */
const DRAGS: Readonly<Record<ServiceRole, readonly CriterionId[]>> = {
  llm: ['llm', 'stats', 'e2e', 'e2e-audio'],
  tts: ['tts', 'stats', 'e2e', 'e2e-audio'],
  stt: [],
  socket: [],
};

/**
 * That the stack counts on a card, holds nothing of it, and is slow where it counts on it; undefined where one of the
 * three is not certain. It is then the one story of that card: who else is on it, and how empty it is, follows.
 */
export function fallbackOf(facts: Facts, failing: ReadonlySet<CriterionId> = new Set()) {
  const gpu = facts.observed('gpu');
  const claim = gpuClaimOf(facts);
  if (gpu?.state !== 'seen' || !claim) return undefined;
  const bare = bareOf(facts, gpu);
  const slow = claim.roles.flatMap((role) => {
    const text = slowOf(facts, role, failing);
    return text ? [{ role, text }] : [];
  });
  if (!bare || slow.length === 0) return undefined;
  return {
    roles: rolesLine(slow.map(({ role }) => role)),
    evidence: [claim.text, ...bare, ...slow.map(({ text }) => text)],
    explains: [...new Set<CriterionId>(['gpu', ...slow.flatMap(({ role }) => DRAGS[role])])],
  };
}
