import * as z from 'zod';
import { quoted } from './terminal-text.ts';

/** Whether torch computes on the GPU, best first. */
export type CudaState = 'works' | 'kernel-fails' | 'no-device' | 'cpu-only' | 'absent' | 'interpreter-broken';

const line = z.string().transform((text) => quoted(text));

const kernel = z.union([
  z.object({ ok: z.literal(true), ms: z.number().min(0) }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

const cudaAnswer = z.object({
  python: z.string(),
  torch: z
    .object({
      version: line,
      cuda: line.nullable(),
      available: z.boolean(),
      device: line.nullable(),
      kernel: kernel.nullable(),
    })
    .nullable(),
  error: z.string().nullable(),
  torchNeeded: z.boolean().default(false),
});

export type CudaAnswer = z.infer<typeof cudaAnswer>;

/** Reads what `cuda-check.ts` answers; undefined for anything else. Loads zod: to be imported lazily. */
export const readCudaAnswer = (answer: unknown): CudaAnswer | undefined => cudaAnswer.safeParse(answer).data;

/** The state that an answer stands for, and in one line what went wrong. */
export function cudaState({ torch, error }: CudaAnswer): { state: CudaState; detail: string | null } {
  const lines = (error ?? '').split('\n').filter((part) => part.trim() !== '');
  const detail = lines.length === 0 ? null : quoted(lines.at(-1) ?? '');
  if (torch === null) {
    const absent = error === null || /No module named '?torch'?(?![.\w])/.test(error);
    return { state: absent ? 'absent' : 'interpreter-broken', detail };
  }
  // The first line of a CUDA error says what happened, the rest is advice for developers.
  if (torch.available && torch.kernel?.ok === false)
    return { state: 'kernel-fails', detail: quoted(torch.kernel.error.trim().split('\n')[0] ?? '') };
  if (torch.available)
    return torch.kernel
      ? { state: 'works', detail }
      : { state: 'kernel-fails', detail: detail ?? 'no kernel ran' };
  return { state: torch.cuda === null ? 'cpu-only' : 'no-device', detail };
}
