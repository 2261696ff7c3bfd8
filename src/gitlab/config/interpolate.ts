import { EmbeddedText } from '../../source/embedded-text.ts';
import type {
  YamlEntry,
  YamlMapping,
  YamlScalar,
  YamlSequence,
  YamlString,
  YamlValue,
} from '../../syntax/yaml-value.ts';
import type { InputProblem } from './header.ts';
import { rubyText } from './input-type.ts';
import { type BlockContext, evaluateBlock } from './interpolation-block.ts';

/** A tree with its blocks replaced. */
export interface Interpolated {
  readonly value: YamlValue;
  readonly problems: readonly InputProblem[];
}

/** GitLab reads so many blocks in a configuration. Source: GitLab `lib/gitlab/ci/config/interpolation`. */
const maxBlocks = 10_000;

/**
 * The content with `$[[ inputs.x ]]` and `$[[ component.x ]]` replaced in every key and string. A block that is a whole string becomes the
 * input's own value, and an array in an array is spliced. Blocks that GitLab refuses or whose input has no value stay
 * as written; a string with a block whose value is not known is not known itself. Nothing happens inside `!reference`.
 * Source: GitLab `lib/gitlab/ci/config/interpolation/{template,block}.rb` (19.3).
 */
export function interpolate(content: YamlMapping, context: BlockContext): Interpolated {
  const pass: Pass = { context, problems: [], done: new Map(), blocks: 0 };
  return { value: inValue(content, pass), problems: pass.problems };
}

interface Pass {
  readonly context: BlockContext;
  readonly problems: InputProblem[];
  readonly done: Map<YamlValue, YamlValue>;
  blocks: number;
}

/** The nesting of what YAML reads is bounded, so the recursion is. */
function inValue(value: YamlValue, pass: Pass): YamlValue {
  if (value.kind === 'string') return value.value.includes('$[[') ? inString(value, pass) : value;
  if (value.kind !== 'mapping' && value.kind !== 'sequence') return value;
  const done = pass.done.get(value);
  if (done !== undefined) return done;
  const result = value.kind === 'mapping' ? inMapping(value, pass) : inSequence(value, pass);
  pass.done.set(value, result);
  return result;
}

function inMapping(mapping: YamlMapping, pass: Pass): YamlMapping {
  const entries = new Map<string, YamlEntry>();
  for (const [name, entry] of mapping.entries) {
    const { key, value } = entry;
    const newKey = key.kind === 'string' && name.includes('$[[') ? asKey(inString(key, pass), key) : key;
    entries.set(newKey === key ? name : rubyText(newKey), { ...entry, key: newKey, value: inValue(value, pass) });
  }
  return { ...mapping, entries };
}

function asKey(value: YamlValue, written: YamlString): YamlScalar {
  if (value.kind === 'reference') return written;
  const isScalar = value.kind !== 'mapping' && value.kind !== 'sequence';
  return isScalar
    ? value
    : { ...written, value: rubyText(value), text: EmbeddedText.opaque(rubyText(value), written.span) };
}

function inSequence(sequence: YamlSequence, pass: Pass): YamlSequence {
  const items = sequence.items.flatMap((item): readonly YamlValue[] => {
    const result = inValue(item, pass);
    return item.kind === 'string' && result.kind === 'sequence' ? result.items : [result];
  });
  return { ...sequence, items };
}

/** The blocks of a string: `$[[`, at least two characters on one line without blanks at their edges, `]]`. */
const block = /\$\[\[\s*(\S.*?\S)\s*\]\]/g;

function inString(string: YamlString, pass: Pass): YamlValue {
  const found = [...string.value.matchAll(block)];
  const values = found.map((match) => ({ match, value: valueOfBlock(match, string, pass) }));
  const open = values.find(({ value }) => value?.kind === 'reference')?.value;
  if (open?.kind === 'reference' && open.because !== undefined) return { ...open, content: string, span: string.span };
  const [only] = values;
  if (only?.value !== undefined && only.match[0] === string.value) return placed(only.value, string);
  if (values.every(({ value }) => value === undefined)) return string;
  const parts: EmbeddedText[] = [];
  let from = 0;
  for (const { match, value } of values) {
    if (value === undefined) continue;
    const end = match.index + match[0].length;
    parts.push(string.text.slice(from, match.index));
    parts.push(EmbeddedText.opaque(rubyText(value), string.text.spanOf(match.index, end)));
    from = end;
  }
  parts.push(string.text.slice(from, string.value.length));
  const { text, segments } = EmbeddedText.join(parts, '', string.span);
  return { ...string, value: text, text: new EmbeddedText(text, segments, string.text.span) };
}

/** A string input is found where it is used; other values keep the place where they are written. */
function placed(value: YamlValue, { span }: YamlString): YamlValue {
  return value.kind === 'string' ? { ...value, text: EmbeddedText.opaque(value.value, span), span } : value;
}

function valueOfBlock(match: RegExpExecArray, string: YamlString, pass: Pass): YamlValue | undefined {
  pass.blocks += 1;
  const at = string.text.spanOf(match.index, match.index + match[0].length);
  if (pass.blocks > maxBlocks) {
    if (pass.blocks === maxBlocks + 1) pass.problems.push({ message: 'too many interpolation blocks', at });
    return undefined;
  }
  const result = evaluateBlock(match[1] ?? '', at, pass.context);
  if (result.is === 'problem') pass.problems.push({ message: result.message, at });
  return result.is === 'value' ? result.value : undefined;
}
