/**
 * Where in the stack a finding lives, from the ground up. Findings are listed in this order, because causes
 * lie below their consequences: a runtime without torch breaks the suite, idles the device, silences the turn.
 */
export const layers = ['stack', 'runtime', 'service', 'suite', 'device', 'turn'] as const;

export type Layer = (typeof layers)[number];
