import type { YamlEntry, YamlMapping, YamlReference, YamlValue } from '../../syntax/yaml-value.ts';
import { inspect } from './ruby-inspect.ts';
import { reject, type Session } from './session.ts';

/** How deep references and the collections around them may nest while they are followed. */
const maxDepth = 1_500;
/** Values that the references of a configuration may bring in when all are written out. */
const maxSize = 1_000_000;

/**
 * The root with every `!reference` replaced by what it points to, which is shared and not copied. One that points
 * nowhere is a rejection and becomes null; where a file was not read that may hold its target, it stays.
 * Source: GitLab `lib/gitlab/ci/config/yaml/tags/{base,reference,resolver}.rb` (19.3).
 */
export function resolveReferences(root: YamlMapping, session: Session): YamlMapping {
  const pass: Pass = { root, session, done: new Map(), sizes: new Map(), refused: new Set(), open: new Set() };
  const resolved = resolve(root, 0, pass);
  return resolved.kind === 'mapping' ? resolved : root;
}

interface Pass {
  readonly root: YamlMapping;
  readonly session: Session;
  readonly done: Map<YamlValue, YamlValue>;
  /** How many values a resolved collection holds when it is written out. */
  readonly sizes: Map<YamlValue, number>;
  /** What stands for references that were refused, so that those which point to them are not refused as well. */
  readonly refused: Set<YamlValue>;
  /** References that are being followed. */
  readonly open: Set<YamlReference>;
}

function resolve(value: YamlValue, depth: number, pass: Pass): YamlValue {
  if (value.kind !== 'mapping' && value.kind !== 'sequence' && value.kind !== 'reference') return value;
  if (value.kind === 'reference' && value.because !== undefined) return value;
  const done = pass.done.get(value);
  if (done !== undefined) return done;
  const result =
    value.kind === 'reference' ? follow(value, depth, pass) : resolveCollection(value, { depth: depth + 1, pass });
  pass.done.set(value, result);
  return result;
}

function resolveCollection(
  value: Exclude<YamlValue, YamlReference>,
  { depth, pass }: { readonly depth: number; readonly pass: Pass },
): YamlValue {
  if (value.kind === 'sequence') {
    const items = value.items.map((item) => resolve(item, depth, pass));
    measure(value, items, pass);
    return items.every((item, index) => item === value.items[index])
      ? value
      : remeasured({ ...value, items }, value, pass);
  }
  if (value.kind !== 'mapping') return value;
  const entries = new Map<string, YamlEntry>();
  let isChanged = false;
  for (const [name, entry] of value.entries) {
    const resolved = resolve(entry.value, depth, pass);
    isChanged ||= resolved !== entry.value;
    entries.set(name, resolved === entry.value ? entry : { ...entry, value: resolved });
  }
  measure(
    value,
    [...entries.values()].map((entry) => entry.value),
    pass,
  );
  return isChanged ? remeasured({ ...value, entries }, value, pass) : value;
}

function measure(value: YamlValue, children: readonly YamlValue[], pass: Pass): void {
  pass.sizes.set(
    value,
    children.reduce((sum, child) => sum + (pass.sizes.get(child) ?? 1), 1),
  );
}

function remeasured(result: YamlValue, original: YamlValue, { sizes }: Pass): YamlValue {
  sizes.set(result, sizes.get(original) ?? 1);
  return result;
}

function follow(reference: YamlReference, depth: number, pass: Pass): YamlValue {
  const path = pathOf(reference);
  const shown = `!reference ${inspect(reference.content)}`;
  if (path === undefined) return refuse(reference, `${shown} is not valid`, pass);
  if (pass.open.has(reference)) return refuse(reference, `${shown} is part of a circular chain`, pass);
  if (depth > maxDepth) return refuse(reference, `${shown} is part of a chain that is too long`, pass);
  const target = targetOf(path, pass.root);
  if (target === undefined) return missing(reference, shown, pass);
  pass.open.add(reference);
  const value = resolve(target, depth + 1, pass);
  pass.open.delete(reference);
  const isNothing = value.kind === 'null' || (value.kind === 'boolean' && !value.value);
  if (isNothing && !pass.refused.has(value)) return missing(reference, shown, pass);
  if ((pass.sizes.get(value) ?? 1) > maxSize) return refuse(reference, `${shown} brings in too much`, pass);
  return value;
}

/** The keys of a reference; `undefined` if it is anything but a list of strings. */
function pathOf({ content }: YamlReference): readonly string[] | undefined {
  if (content.kind !== 'sequence' || content.items.length === 0) return undefined;
  const keys = content.items.flatMap((item) => (item.kind === 'string' && item.isSymbol !== true ? [item.value] : []));
  return keys.length === content.items.length ? keys : undefined;
}

function targetOf(path: readonly string[], root: YamlMapping): YamlValue | undefined {
  let value: YamlValue | undefined = root;
  for (const key of path) value = value?.kind === 'mapping' ? value.entries.get(key)?.value : undefined;
  return value;
}

function missing(reference: YamlReference, shown: string, pass: Pass): YamlValue {
  return pass.session.openTo.length > 0 ? reference : refuse(reference, `${shown} could not be found`, pass);
}

function refuse({ span }: YamlReference, message: string, { session, refused }: Pass): YamlValue {
  reject(session, 'reference', message, span);
  const nothing: YamlValue = { kind: 'null', span };
  refused.add(nothing);
  return nothing;
}
