import { numbers } from '../../smoke/killing.ts';

/** Something that goes wrong on the way, and when it is mended; times count from when the first stack is measured. */
export type Disturbance = { readonly atMs: number; readonly forMs: number } & (
  | { readonly kind: 'agent'; readonly agent: number }
  | { readonly kind: 'redis'; readonly how: 'restart' | 'kill' }
  | { readonly kind: 'postgres'; readonly how: 'fast' | 'immediate' }
  | { readonly kind: 'network' }
);

export interface PlanOptions {
  readonly agents: number;
  /** How many of them are killed, and started again. */
  readonly kills: number;
  /** Within this after the start everything begins. */
  readonly withinMs: number;
  /** How long Redis may be away: one of these. */
  readonly redisMs: readonly number[];
  /** How long Postgres is away. */
  readonly postgresMs: number;
  /** How long the network may be cut: one of these. */
  readonly cutsMs: readonly number[];
}

/** What goes wrong in the run of this seed, in the order of time: the same for the same seed. */
export function planOf(seed: number, options: PlanOptions): Disturbance[] {
  const random = numbers(seed * 7_919 + 1);
  const { agents, kills, withinMs, redisMs, postgresMs, cutsMs } = options;
  const at = () => Math.round(random() * withinMs);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const whom = Array.from({ length: agents }, (_, index) => ({ index, by: random() }))
    .toSorted((one, other) => one.by - other.by)
    .slice(0, kills);
  const plan: Disturbance[] = [
    ...whom.map(({ index }): Disturbance => {
      const atMs = at();
      return { kind: 'agent', agent: index, atMs, forMs: Math.round(random() * 3_000) };
    }),
    { kind: 'redis', how: pick(['restart', 'kill']), atMs: at(), forMs: pick(redisMs) },
    { kind: 'postgres', how: pick(['fast', 'immediate']), atMs: at(), forMs: postgresMs },
    { kind: 'network', atMs: at(), forMs: pick(cutsMs) },
  ];
  return plan.toSorted((one, other) => one.atMs - other.atMs);
}
