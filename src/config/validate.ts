// Imports zod: loaded only where a file is read.

import * as z from 'zod';
import { isGiven, isSecretName, isTelling } from '../domain/secrets/names.ts';
import { type Problem, says } from './config-error.ts';
import { configSchema, type Settings } from './schema.ts';
import type { CriterionDefaults } from './schema-criteria.ts';
import { suggest } from './suggest.ts';
import type { Environment } from './variable.ts';
import type { YamlSource } from './yaml-source.ts';

type Path = readonly PropertyKey[];

/** A found value in a few words; the contents of blocks and lists are not repeated. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a block' : String(value);
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
        ? Reflect.get(inside, key)
        : undefined,
    value,
  );

/** A schema without what stands around it: a default, a transformation. */
function bareOf(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return bareOf(schema.in);
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return isWrapped ? bareOf(schema.unwrap()) : schema;
}

function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const bare = bareOf(schema);
  if (bare instanceof z.ZodUnion) {
    return [...new Set(bare.options.flatMap((option) => keysAt(option, path)))];
  }
  const [head, ...rest] = path;
  if (bare instanceof z.ZodArray) return keysAt(bare.element, rest);
  if (bare instanceof z.ZodRecord) return keysAt(bare.valueType, rest);
  if (!(bare instanceof z.ZodObject)) return [];
  if (head === undefined) return Object.keys(bare.shape);
  const inner: z.core.$ZodType | undefined = bare.shape[String(head)];
  return inner === undefined ? [] : keysAt(inner, rest);
}

function unknownKeys(
  schema: z.core.$ZodType,
  source: YamlSource,
  path: Path,
  keys: readonly string[],
): Problem[] {
  const known = keysAt(schema, path);
  return keys.map((key) => ({
    place: source.placeOfKey([...path, key]),
    path: [...path, key].join('.'),
    message: says.unknownKey(key, known, suggest(key, known)),
  }));
}

/** Of several ways to write a value, what is wrong with the one that was chosen, where one of them takes its kind. */
function chosen(source: YamlSource, { path, errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  if (Array.isArray(valueAt(source.value, path))) return [];
  const isWhole = ({ code, path: inner }: z.core.$ZodIssue): boolean =>
    inner.length === 0 && (code === 'invalid_type' || code === 'invalid_union');
  const [way, ...others] = errors.filter((issues) => !issues.some(isWhole));
  return way === undefined || others.length > 0
    ? []
    : way.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

/** Whether somebody wrote a secret where its name stands. */
const isPasted = (path: Path, value: unknown): boolean =>
  typeof value === 'string' &&
  path.some((key) => isSecretName(String(key))) &&
  isGiven(value) &&
  isTelling(value);

function problemsOf(schema: z.core.$ZodType, source: YamlSource, issue: z.core.$ZodIssue): Problem[] {
  const inner = issue.code === 'invalid_union' ? chosen(source, issue) : [];
  if (inner.length > 0) return inner.flatMap((each) => problemsOf(schema, source, each));
  if (issue.code === 'unrecognized_keys') return unknownKeys(schema, source, issue.path, issue.keys);
  const value = valueAt(source.value, issue.path);
  const secret = (issue.code === 'custom' && issue.params?.secret === true) || isPasted(issue.path, value);
  const found = secret ? 'a text that is not repeated here' : shown(value);
  const place = source.placeOf(issue.path);
  const message = says.misread(found, issue.message);
  return [issue.path.length === 0 ? { place, message } : { place, path: issue.path.join('.'), message }];
}

const inOrder = (left: Problem, right: Problem): number =>
  (left.place?.line ?? 0) - (right.place?.line ?? 0) ||
  (left.place?.column ?? 0) - (right.place?.column ?? 0);

/** Checks a parsed file against a schema: its settings, or everything that is wrong, from top to bottom. */
export function conform<Schema extends z.ZodType>(
  schema: Schema,
  source: YamlSource,
): { readonly settings: z.output<Schema> } | { readonly problems: readonly Problem[] } {
  const { data, error } = schema.safeParse(source.value);
  if (error === undefined) return { settings: data };
  return { problems: error.issues.flatMap((issue) => problemsOf(schema, source, issue)).sort(inOrder) };
}

/** Checks a parsed config: see {@link conform}. */
export const validate = (
  source: YamlSource,
  criteria: readonly CriterionDefaults[],
  env: Environment,
): { readonly settings: Settings } | { readonly problems: readonly Problem[] } =>
  conform(configSchema(criteria, env), source);
