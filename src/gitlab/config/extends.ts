import type { Span } from '../../source/source-file.ts';
import { spellScalar } from '../../syntax/yaml-spelling.ts';
import type { YamlEntry, YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, distinctCauses } from '../../value/index.ts';
import { deepMerge } from './deep-merge.ts';
import { reject, type Session } from './session.ts';

/** A chain of `extends` may have so many bases that extend further. Source: GitLab `config/extendable/entry.rb`. */
const maxAncestors = 10;

/** Entries that all merges of one configuration may handle: far above any real one, small enough to be quick. */
const maxMergedEntries = 3_000_000;

/**
 * The root with every `extends` followed, over all top-level keys. Bases are merged left to right, then the job
 * itself. A base that is not there is a rejection, or a cause where a file was not read that may define it; the
 * job is then listed in the session's `hiddenBases`.
 * Source: GitLab `lib/gitlab/ci/config/extendable/entry.rb` (19.3).
 */
export function followExtends(root: YamlMapping, session: Session): YamlMapping {
  const pass: Pass = { root, session, done: new Map(), heights: new Map(), effort: 0 };
  const entries = new Map<string, YamlEntry>();
  for (const [name, entry] of root.entries) {
    entries.set(name, { ...entry, value: extended(name, entry.value, [], pass) });
  }
  return { ...root, entries };
}

interface Pass {
  readonly root: YamlMapping;
  readonly session: Session;
  readonly done: Map<string, YamlValue>;
  /** Of a finished key: how many extending entries stand on each other, itself included. */
  readonly heights: Map<string, number>;
  effort: number;
}

function extended(name: string, value: YamlValue, ancestors: readonly string[], pass: Pass): YamlValue {
  if (value.kind !== 'mapping' || !value.entries.has('extends')) return value;
  const tooDeep = ancestors.length + (pass.heights.get(name) ?? 1) > maxAncestors + 1;
  const at = value.entries.get('extends')?.key.span ?? value.span;
  if (tooDeep) {
    const last = tooDeepBase(name, maxAncestors + 1 - ancestors.length, pass);
    return refuse(`${last}: nesting too deep in \`extends\``, { name, value, at }, pass);
  }
  const done = pass.done.get(name);
  if (done !== undefined) return done;
  if (ancestors.includes(name)) {
    return refuse(`${name}: circular dependency detected in \`extends\``, { name, value, at }, pass);
  }
  const bases = presentBases(name, value, pass);
  const result = mergeBases(name, value, { bases, ancestors }, pass);
  pass.done.set(name, result);
  pass.heights.set(
    name,
    bases.reduce((most, base) => Math.max(most, 1 + (pass.heights.get(base) ?? 0)), 1),
  );
  return result;
}

/** The base so many steps below a key: the one at which GitLab gives up. */
function tooDeepBase(name: string, steps: number, { root, heights }: Pass): string {
  let base = name;
  for (let left = steps; left > 0; left -= 1) {
    const value = root.entries.get(base)?.value;
    const written = value?.kind === 'mapping' ? value.entries.get('extends')?.value : undefined;
    const items = written === undefined ? [] : written.kind === 'sequence' ? written.items : [written];
    const next = items.map(spell).find((one) => (heights.get(one) ?? 1) >= left);
    if (next === undefined) return base;
    base = next;
  }
  return base;
}

interface Refused {
  readonly name: string;
  readonly value: YamlValue;
  readonly at: Span;
}

function refuse(message: string, { name, value, at }: Refused, { session }: Pass): YamlValue {
  if (!session.rejections.some((earlier) => earlier.message === message)) reject(session, 'extends', message, at);
  hide(name, [{ kind: 'template', because: `GitLab refuses the \`extends\` of \`${name}\``, at }], session);
  return value;
}

interface Bases {
  readonly bases: readonly string[];
  readonly ancestors: readonly string[];
}

function mergeBases(name: string, value: YamlMapping, { bases, ancestors }: Bases, pass: Pass): YamlValue {
  const { root, session } = pass;
  let merged: YamlMapping = { ...value, entries: new Map() };
  for (const base of bases) {
    const entry = root.entries.get(base);
    const baseValue = entry && extended(base, entry.value, [...ancestors, name], pass);
    const causes = session.hiddenBases.get(base);
    if (causes !== undefined) hide(name, causes, session);
    if (baseValue?.kind !== 'mapping') continue;
    pass.effort += baseValue.entries.size + merged.entries.size;
    if (pass.effort > maxMergedEntries) {
      return refuse('The `extends` of this configuration are too large', { name, value, at: value.span }, pass);
    }
    merged = deepMerge(merged, baseValue);
  }
  return { ...deepMerge(merged, value), span: value.span };
}

/** The names of the bases that can be merged; of the others it is recorded why they cannot. */
function presentBases(name: string, value: YamlMapping, { root, session }: Pass): readonly string[] {
  const written = value.entries.get('extends')?.value;
  const items = written === undefined ? [] : written.kind === 'sequence' ? written.items : [written];
  const bases = items.filter(({ kind }) => kind !== 'null').map((item) => ({ base: spell(item), at: item.span }));
  const unknown = bases.filter(({ base }) => root.entries.get(base)?.key.kind !== 'string');
  const invalid = bases.filter((base) => !unknown.includes(base) && !isMapping(root.entries.get(base.base)?.value));
  report(name, { problem: 'unknown keys', bases: unknown }, session);
  report(name, { problem: 'invalid base hashes', bases: invalid }, session);
  return bases.filter((base) => !unknown.includes(base) && !invalid.includes(base)).map(({ base }) => base);
}

const spell = (value: YamlValue): string => {
  if (value.kind === 'reference') return '#<Gitlab::Ci::Config::Yaml::Tags::Reference>';
  return value.kind === 'mapping' || value.kind === 'sequence' ? value.kind : spellScalar(value);
};

const isMapping = (value: YamlValue | undefined): boolean => value?.kind === 'mapping';

interface BaseProblem {
  readonly problem: string;
  readonly bases: readonly { readonly base: string; readonly at: Span }[];
}

function report(name: string, { problem, bases }: BaseProblem, session: Session): void {
  const [first] = bases;
  if (first === undefined) return;
  const isOpen = session.openTo.length > 0 && problem === 'unknown keys';
  const because = isOpen ? 'may be in a file that was not read' : 'is not there';
  hide(
    name,
    bases.map(({ base, at }) => ({ kind: 'template', because: `\`${base}\` ${because}`, at })),
    session,
  );
  const shown = bases.map(({ base }) => base).join(', ');
  if (!isOpen) reject(session, 'extends', `${name}: ${problem} in \`extends\` (${shown})`, first.at);
}

function hide(name: string, causes: readonly Cause[], { hiddenBases }: Session): void {
  const known = hiddenBases.get(name) ?? [];
  if (known.length < mostCauses) hiddenBases.set(name, distinctCauses([...known, ...causes]).slice(0, mostCauses));
}

/** In a chain of refused bases each key has the reasons of all below it; nobody reads so many. */
const mostCauses = 50;
