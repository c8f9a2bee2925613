export interface GpuDevice {
  readonly index: number;
  readonly name: string;
  readonly memoryTotalMib: number | null;
  readonly memoryUsedMib: number | null;
  readonly utilisationPct: number | null;
  readonly temperatureC: number | null;
  readonly powerW: number | null;
}

export interface GpuProcess {
  readonly pid: number;
  readonly name: string;
  readonly memoryMib: number | null;
}

export interface GpuSnapshot {
  readonly driver: string | null;
  readonly cuda: string | null;
  readonly devices: readonly GpuDevice[];
  readonly processes: readonly GpuProcess[];
}

export type GpuAnswer =
  | { readonly kind: 'seen'; readonly snapshot: GpuSnapshot }
  /** No nvidia-smi on this machine: nothing to ask. */
  | { readonly kind: 'absent' }
  /** nvidia-smi is there and does not work: hangs, cannot reach its driver, prints nonsense. */
  | { readonly kind: 'broken'; readonly how: 'hangs' | 'fails'; readonly message: string };

/** One device at one moment of the monotonic clock. */
export interface GpuSample {
  readonly atMs: number;
  readonly index: number;
  readonly utilisationPct: number | null;
  readonly memoryUsedMib: number | null;
  /** This and what follows is absent where the driver knows no such field, and in older evidence. */
  readonly temperatureC?: number | null;
  readonly powerW?: number | null;
  /** Clock of the multiprocessors. */
  readonly clockMhz?: number | null;
  /** What holds the clocks back: the bit mask that `domain/throttle.ts` reads. */
  readonly limits?: number | null;
}

export interface Gpu {
  /** Asks nvidia-smi; `deadlineMs` is for all of it. */
  snapshot(signal?: AbortSignal, deadlineMs?: number): Promise<GpuAnswer>;
  /** Samples until the returned function is called, which resolves with what was seen. */
  sample(intervalMs: number): () => Promise<readonly GpuSample[]>;
}
