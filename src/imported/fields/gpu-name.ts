import type { Field } from '../../domain/imported.ts';
import type { Said } from '../said.ts';
import { SILENT, settle } from '../settle.ts';
import { GPU, stated } from './gpu.ts';

const NAME =
  /\b(?:NVIDIA )?(?:GeForce )?(?:(?:RTX|GTX|GT) ?(?:PRO )?A?\d{3,4}(?: ?(?:Ti|SUPER|Ada)\b)*(?: Laptop GPU)?|(?:Tesla )?(?:[AHB][12]00|A10G?|A30|A40|H20|L4|L40S?|T4|V100|P100|P40)(?:[- ](?:SXM\d?|PCIe|NVL))?(?:[- ]\d{2,3}GB)?(?= ?(?:GPU|\(|,|$)))/gi;

const core = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\b(?:nvidia|geforce|tesla)\b/g, '')
    .replace(/[\s-]/g, '');

/** The name of the GPU, as the review spells it most fully; null where it names several. */
export function gpuNameOf(said: readonly Said[]): Field<string> {
  const names = said.flatMap((each) =>
    [...each.raw.matchAll(NAME)]
      .map(([name]) => name.trim())
      .filter((name) => /^(?:nvidia|geforce|rtx|gtx|tesla)/i.test(name) || GPU.test(each.text))
      .map((name) => stated(name, each)),
  );
  const field = settle(names, (one, other) => core(one) === core(other));
  if (field.value === null) return names.length === 0 ? SILENT : field;
  const [fullest] = names.toSorted((one, other) => other.value.length - one.value.length);
  return fullest ? { value: fullest.value, where: fullest.line, candidates: [] } : SILENT;
}
