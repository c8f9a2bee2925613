import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Testbed } from '../domain/record.ts';

/** The testbed of a run: target, scenario, and whatever its probes say about hardware and engines. */
export function fingerprintOf(evidence: Evidence, probes: readonly Probe[]): Testbed {
  const parts = probes.map((probe) => {
    const observation = evidence.observations[probe.id];
    return observation?.kind === 'observed' ? (probe.fingerprint?.(observation.readings) ?? {}) : {};
  });
  const { target, scenario } = evidence;
  const { name, dialect, services } = target;
  const spoken = services
    ? Object.entries(services).map(([role, service]) => `${role} ${service.dialect}`)
    : [dialect];
  const all = Object.assign({ target: `${name} (${spoken.join(', ')})`, scenario: scenario.hash }, ...parts);
  return Object.fromEntries(
    Object.entries(all).map(([part, value]) => [part, value == null ? null : String(value)]),
  );
}

/** "driver: 550 → 560" for each part that is known on both sides and differs. */
export function differences(before: Testbed, now: Testbed): string[] {
  return Object.entries(now).flatMap(([part, value]) => {
    const was = before[part] ?? null;
    return was === null || value === null || was === value ? [] : [`${part}: ${was} → ${value}`];
  });
}
