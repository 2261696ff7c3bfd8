import type { Text } from '../../value/index.ts';
import { splitText } from '../../value/text.ts';
import type { BakeConfig } from '../bake-config.ts';
import type { BakeEnvironment } from '../bake-environment.ts';
import type { BakeFile } from '../bake-file.ts';
import {
  type BakeValue,
  booleanOf,
  listValue,
  objectValue,
  spanOf,
  stringOf,
  textOf,
  textValue,
  valueKey,
} from '../bake-value.ts';
import { asList, asObject, type BakeTarget, listOf } from '../target.ts';
import { type ComposeService, type ComposeServices, composeServices } from './services.ts';

/**
 * The services of Compose files that are built, as targets, all of them in the group `default`.
 *
 * Source: docker/buildx bake/compose.go, ParseCompose.
 */
export function readComposeTargets(
  files: readonly BakeFile[],
  environment: BakeEnvironment,
): BakeConfig & Pick<ComposeServices, 'openTo'> {
  const { services, openTo } = composeServices(files, environment);
  const targets = services.flatMap((service) => targetOf(service) ?? []);
  const members = targets.map(({ name }) => name);
  return {
    targets: new Map(targets.map((target) => [target.name, target])),
    groups: new Map(
      files.some(({ content }) => content.is === 'compose') ? [['default', { members, openTo: [] }]] : [],
    ),
    openTo,
  };
}

/** Fields of `build` that bake has under the same or another name. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['context', 'context'],
  ['dockerfile', 'dockerfile'],
  ['dockerfile_inline', 'dockerfile-inline'],
  ['target', 'target'],
  ['tags', 'tags'],
  ['platforms', 'platforms'],
  ['cache_from', 'cache-from'],
  ['cache_to', 'cache-to'],
  ['no_cache', 'no-cache'],
  ['additional_contexts', 'contexts'],
]);

/** The target that a service is; `undefined` if it is not built. */
export function targetOf({ name, fields }: ComposeService): BakeTarget | undefined {
  const written = fields.get('build');
  if (written === undefined || written.kind === 'null') return undefined;
  const build = written.kind === 'object' ? written.entries : new Map([['context', written]]);
  const attributes = new Map<string, BakeValue>();
  for (const [key, value] of build) {
    const own = renamed.get(key);
    if (own !== undefined && value.kind !== 'null') attributes.set(own, value);
  }
  const args = build.get('args');
  if (args !== undefined) attributes.set('args', argsOf(args));
  const attest = attestOf(build);
  if (attest.length > 0) attributes.set('attest', listValue(attest, spanOf(written)));
  const target = withExtension({ name: name.replaceAll('.', '_'), attributes }, build.get('x-bake'));
  const image = fields.get('image');
  if (image === undefined || listOf(target, 'tags').items.length > 0) return target;
  return { ...target, attributes: new Map([...target.attributes, ['tags', listValue([image], spanOf(image))]]) };
}

/** `args` as a mapping, or as a list of `NAME=value`; a name alone is taken from the environment. */
function argsOf(value: BakeValue): BakeValue {
  if (value.kind !== 'list') return asObject(value);
  const entries = value.items.flatMap((item): readonly (readonly [string, BakeValue])[] => {
    const text = textOf(item);
    if (text === undefined) return [];
    const [name, ...rest] = splitText(text, '=');
    const written = name === undefined ? undefined : stringOf({ kind: 'text', text: name });
    if (written === undefined || rest.length === 0) return [];
    const [first] = rest;
    return first === undefined ? [] : [[written, { kind: 'text', text: tailAfter(text, written.length + 1) }]];
  });
  return objectValue(new Map(entries), value.span);
}

const tailAfter = (text: Text, length: number): Text => {
  const [first, ...others] = text.parts;
  return {
    ...text,
    parts: [typeof first === 'string' ? first.slice(length) : '', ...others].filter((part) => part !== ''),
  };
};

/** `provenance:` and `sbom:` of `build`, in the form of bake's `attest`. */
function attestOf(build: ReadonlyMap<string, BakeValue>): readonly BakeValue[] {
  return ['provenance', 'sbom'].flatMap((type) => {
    const value = build.get(type);
    if (value === undefined || value.kind === 'null') return [];
    const span = spanOf(value);
    const written = stringOf(value);
    const truth = booleanOf(value);
    if (truth !== undefined) return [textValue(`type=${type}${truth ? '' : ',disabled=true'}`, span)];
    if (written !== undefined) return [textValue(`type=${type},${written}`, span)];
    const text = textOf(value);
    return text === undefined
      ? []
      : [{ kind: 'text' as const, text: { parts: [`type=${type},`, ...text.parts], span } }];
  });
}

/** The fields of `x-bake`: lists are added, all else is replaced. */
function withExtension(target: BakeTarget, extension: BakeValue | undefined): BakeTarget {
  if (extension?.kind !== 'object') return target;
  const attributes = new Map(target.attributes);
  for (const [key, value] of extension.entries) {
    const before = attributes.get(key);
    const isList = value.kind === 'list' || lists.has(key);
    attributes.set(key, isList ? added(before, wordsOf(value)) : value);
  }
  return { ...target, attributes };
}

const lists: ReadonlySet<string> = new Set(
  'tags cache-from cache-to secret ssh platforms output no-cache-filter'.split(' '),
);

/** A text stands for the words in it. */
function wordsOf(value: BakeValue): BakeValue {
  const written = value.kind === 'text' ? stringOf(value) : undefined;
  if (written === undefined) return value;
  const span = spanOf(value);
  return listValue(
    written
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => textValue(word, span)),
    span,
  );
}

function added(before: BakeValue | undefined, value: BakeValue): BakeValue {
  if (before === undefined) return value;
  const [a, b] = [asList(before), asList(value)];
  const seen = new Set(a.items.map(valueKey));
  return {
    ...b,
    items: [...a.items, ...b.items.filter((item) => !seen.has(valueKey(item)))],
    openTo: [...a.openTo, ...b.openTo],
  };
}
