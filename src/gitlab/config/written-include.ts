import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { toJson } from './ruby-inspect.ts';
import { reject, type Session } from './session.ts';

/** An item of `include` as written. */
export interface Include {
  readonly form: IncludeForm;
  /** Local paths, addresses, template names; for a project its name first and then its files. */
  readonly targets: readonly { readonly value: YamlValue }[];
  readonly inputs: ReadonlyMap<string, YamlValue>;
  readonly at: Span;
}

const forms = ['local', 'project', 'remote', 'template', 'artifact', 'component'] as const;
/** What an item of `include` names. */
export type IncludeForm = (typeof forms)[number];
const listed = forms.map((form) => `\`${form}\``).join(', ');

const unknownForm = (item: YamlMapping): string =>
  `\`${toJson(item)}\` does not have a valid subkey for include. Valid subkeys are: ${listed}`;

/** An item of `include`; `undefined` where GitLab refuses its form, which is recorded. */
export function readInclude(item: YamlValue, session: Session): Include | undefined {
  if (item.kind === 'string') {
    const form = /^https?:\/\//i.test(item.value) ? 'remote' : 'local';
    return { form, targets: [{ value: item }], inputs: new Map(), at: item.span };
  }
  if (item.kind !== 'mapping') return refuse('Each include must be a hash or a string', item.span, session);
  const present = forms.filter((form) => !isBlank(item.entries.get(form)?.value));
  const [form] = present;
  if (form === undefined) {
    return refuse(unknownForm(item), item.span, session);
  }
  if (present.length > 1) return refuse(`Each include must use only one of: ${listed}`, item.span, session);
  const target = item.entries.get(form)?.value ?? item;
  const files = form === 'project' ? listOf(item.entries.get('file')?.value) : [];
  const targets = [target, ...files].map((value) => ({ value }));
  return { form, targets, inputs: inputsOf(item), at: target.span };
}

const isBlank = (value: YamlValue | undefined): boolean =>
  value === undefined || value.kind === 'null' || (value.kind === 'string' && value.value.trim() === '');

function listOf(value: YamlValue | undefined): readonly YamlValue[] {
  if (value === undefined || value.kind === 'null') return [];
  return value.kind === 'sequence' ? value.items : [value];
}

/** The values an include gives to the inputs of its files; null counts as not given. */
function inputsOf(include: YamlMapping): ReadonlyMap<string, YamlValue> {
  const given = include.entries.get('inputs')?.value;
  if (given?.kind !== 'mapping') return new Map();
  return new Map([...given.entries].map(([name, { value }]) => [name, value]));
}

function refuse(message: string, at: Span, session: Session): Include | undefined {
  reject(session, 'include', message, at);
  return undefined;
}

/** Records that GitLab takes an include for one without a form, because its variables turned out empty. */
export function refuseEmpty(item: YamlMapping, { form, at }: Include, session: Session): void {
  refuse(unknownForm(emptied(item, form)), at, session);
}

function emptied(item: YamlMapping, form: IncludeForm): YamlMapping {
  const entries = new Map(item.entries);
  const entry = entries.get(form);
  const empty = EmbeddedText.opaque('', item.span);
  const value: YamlValue = { kind: 'string', value: '', text: empty, span: item.span, style: 'plain' };
  if (entry !== undefined) entries.set(form, { key: entry.key, value });
  return { ...item, entries };
}
