import { type Cause, knownString, type Text } from '../value/index.ts';
import type { BakeConfig } from './bake-config.ts';

/** Names of targets, and why there may be others. */
export interface WantedTargets {
  readonly names: readonly WantedTarget[];
  readonly openTo: readonly Cause[];
}

/** A target that is built, or that may be one of several of which a name with holes means one. */
export interface WantedTarget {
  readonly name: string;
  readonly doubts: readonly Cause[];
}

/** Of a name with holes, more candidates than these are not followed. */
const mostCandidates = 8;

/** The targets that names on the command line mean: targets, groups, patterns. No name means `default`. */
export function wantedTargets(config: BakeConfig, written: readonly Text[], at: Cause['at']): WantedTargets {
  const names = new Map<string, WantedTarget>();
  const openTo: Cause[] = [];
  const wanted = written.length === 0 ? [{ parts: ['default'], span: at }] : written;
  for (const text of wanted) {
    const { names: found, doubts } = namesMeant(config, text);
    if (found.length === 0) openTo.push(...doubts, ...(doubts.length > 0 ? [] : noTarget(text)));
    for (const name of found) {
      const group = membersOf(config, name, new Set());
      openTo.push(...group.openTo);
      for (const member of group.members) {
        if (config.targets.has(member)) names.set(member, names.get(member) ?? { name: member, doubts });
        else openTo.push(...noTarget({ parts: [member], span: text.span }));
      }
    }
  }
  return { names: [...names.values()], openTo };
}

function namesMeant(
  config: BakeConfig,
  text: Text,
): { readonly names: readonly string[]; readonly doubts: readonly Cause[] } {
  const known = knownString(text)?.replaceAll('.', '_');
  const all = [...new Set([...config.groups.keys(), ...config.targets.keys()])];
  if (known !== undefined && !/[*?[]/.test(known)) return { names: all.includes(known) ? [known] : [], doubts: [] };
  const doubts = text.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.cause]));
  const pattern = patternOf(text);
  const names = all.filter((name) => pattern.test(name));
  const isTooOpen =
    doubts.length > 0 && (text.parts.every((part) => typeof part !== 'string') || names.length > mostCandidates);
  if (isTooOpen) return { names: [], doubts };
  return { names, doubts: names.length > 1 ? doubts : [] };
}

/** A pattern as Go's path.Match reads it, holes as anything. */
export function patternOf(text: Text): RegExp {
  const source = text.parts.map((part) => {
    if (typeof part !== 'string') return '.*';
    const escaped = part.replaceAll(/[.+^${}()|\\]/g, '\\$&');
    return escaped
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')
      .replaceAll(/\[(?![^[\]]+\])/g, '\\[');
  });
  try {
    return new RegExp(`^${source.join('')}$`);
  } catch {
    return /^(?!)/;
  }
}

const noTarget = (text: Text): readonly Cause[] => {
  const name = knownString(text) ?? '';
  return [{ kind: 'indirection', because: `no bake file that is read defines the target \`${name}\``, at: text.span }];
};

function membersOf(
  config: BakeConfig,
  name: string,
  visited: Set<string>,
): { readonly members: readonly string[]; readonly openTo: readonly Cause[] } {
  const group = config.groups.get(name);
  if (group === undefined || (visited.has(name) && config.targets.has(name))) return { members: [name], openTo: [] };
  if (visited.has(name)) return { members: [], openTo: [] };
  visited.add(name);
  const inner = group.members.map((member) =>
    member === name ? { members: [name], openTo: [] } : membersOf(config, member, visited),
  );
  return {
    members: inner.flatMap(({ members }) => members),
    openTo: [...group.openTo, ...inner.flatMap(({ openTo }) => openTo)],
  };
}
