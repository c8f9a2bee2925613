declare module 'node-nvidia-smi' {
  /** Runs `nvidia-smi -q -x` without a deadline and hands on its XML as nested objects of strings. */
  export default function nvidiaSmi(callback: (error: unknown, log?: unknown) => void): void;
}
