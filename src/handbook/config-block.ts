/** A node of the JSON Schema of `ralph.config.yaml`, as far as the reference reads it. */
export interface Field {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Field;
  readonly additionalProperties?: Field | boolean;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly { readonly $ref?: string }[];
}

/** A block of keys, under every path at which the same keys stand. */
export interface Block {
  readonly paths: readonly string[];
  readonly field: Field;
}

/** What a field is, apart from what holds where it is not given: "…. Default: x." */
export function textAndDefault({ description = '' }: Field): {
  readonly text: string;
  readonly otherwise?: string;
} {
  const [, text = '', otherwise] = /^(.*?)(?: Default: (.*)\.)?$/s.exec(description) ?? [];
  return { text, ...(otherwise && { otherwise }) };
}

const keysOf = ({ properties }: Field): string => JSON.stringify(properties);

/** The block that a key holds, itself or in a list or under names; what it is stands at the key. */
export function insideOf({ description, ...field }: Field): Field {
  const { items, additionalProperties: named } = field;
  const inner = items?.properties ? items : typeof named === 'object' && named.properties ? named : field;
  return { ...inner, ...(description !== undefined && { description }) };
}

/** Every block of a schema, from the outside in; blocks of the same keys are one. */
export function blocksOf(field: Field, path = ''): readonly Block[] {
  const inner = Object.entries(field.properties ?? {})
    .map(([key, each]) => [key, insideOf(each)] as const)
    .filter(([, { properties }]) => properties !== undefined)
    .flatMap(([key, each]) => blocksOf(each, path === '' ? key : `${path}.${key}`));
  const merged = new Map<string, Block>();
  for (const block of [{ paths: [path], field }, ...inner]) {
    const key = keysOf(block.field);
    const { paths, field: first } = merged.get(key) ?? { paths: [], field: block.field };
    merged.set(key, { paths: [...paths, ...block.paths], field: first });
  }
  return [...merged.values()].map(({ paths, field: first }) => ({
    paths: paths.toSorted((a, b) => a.split('.').length - b.split('.').length),
    field: first,
  }));
}
