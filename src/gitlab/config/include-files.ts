import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { spellScalar } from '../../syntax/yaml-spelling.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { type ExpandedPath, expandPath } from './expand-path.ts';
import { toJson } from './ruby-inspect.ts';
import { reject, type Session } from './session.ts';
import { matchesWildcards } from './wildcards.ts';

/** What a file may refer to. */
export interface FileContext {
  /** Folder of the workspace that holds the file's project, empty or with `/` at its end; absent: it has no project. */
  readonly folder?: string;
  /** Whether the includes are those of a `trigger`, where artifacts are allowed. */
  readonly isTrigger?: boolean;
}

/** A file that an include names: to be read, or living elsewhere. */
export type IncludedFile = LocalFile | { readonly is: 'elsewhere'; readonly cause: Cause };

/** A file of the workspace that an include names. It may not exist. */
export interface LocalFile {
  readonly is: 'local';
  readonly path: string;
  /** As GitLab writes it in messages. */
  readonly shown: string;
  readonly at: Span;
  readonly inputs: ReadonlyMap<string, YamlValue>;
  readonly context: FileContext;
}

/** The files that one item of `include` names, in order; nothing where GitLab refuses it, which is recorded. */
export function filesOfInclude(item: YamlValue, context: FileContext, session: Session): readonly IncludedFile[] {
  const include = readInclude(item, session);
  if (include === undefined) return [];
  const targets = include.targets.map(({ value }) => expandPath(value, session));
  const unknown = targets.find((target) => target.is === 'unknown');
  if (unknown !== undefined) return [{ is: 'elsewhere', cause: unknown.cause }];
  const paths = targets.flatMap((target) => (target.is === 'known' ? [target] : []));
  if (item.kind === 'mapping' && paths[0]?.path.trim() === '') {
    refuse(unknownForm(emptied(item, include.form)), include.at, session);
    return [];
  }
  return findersOf[include.form](include, paths, { context, session });
}

interface Include {
  readonly form: IncludeForm;
  /** Local paths, addresses, template names; for a project its name first and then its files. */
  readonly targets: readonly { readonly value: YamlValue }[];
  readonly inputs: ReadonlyMap<string, YamlValue>;
  readonly at: Span;
}

const forms = ['local', 'project', 'remote', 'template', 'artifact', 'component'] as const;
type IncludeForm = (typeof forms)[number];
const listed = forms.map((form) => `\`${form}\``).join(', ');

const unknownForm = (item: YamlMapping): string =>
  `\`${toJson(item)}\` does not have a valid subkey for include. Valid subkeys are: ${listed}`;

/** The include as it is once its variables turned out empty. */
function emptied(item: YamlMapping, form: IncludeForm): YamlMapping {
  const entries = new Map(item.entries);
  const entry = entries.get(form);
  const empty = EmbeddedText.opaque('', item.span);
  const value: YamlValue = { kind: 'string', value: '', text: empty, span: item.span, style: 'plain' };
  if (entry !== undefined) entries.set(form, { key: entry.key, value });
  return { ...item, entries };
}

function readInclude(item: YamlValue, session: Session): Include | undefined {
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
export function inputsOf(include: YamlMapping): ReadonlyMap<string, YamlValue> {
  const given = include.entries.get('inputs')?.value;
  if (given?.kind !== 'mapping') return new Map();
  return new Map([...given.entries].map(([name, { value }]) => [name, value]));
}

function refuse(message: string, at: Span, session: Session): Include | undefined {
  reject(session, 'include', message, at);
  return undefined;
}

type KnownPath = Extract<ExpandedPath, { is: 'known' }>;

interface Where {
  readonly context: FileContext;
  readonly session: Session;
}

type Finder = (include: Include, paths: readonly KnownPath[], where: Where) => readonly IncludedFile[];

const findersOf: Readonly<Record<IncludeForm, Finder>> = {
  local: (include, paths, where) => paths.flatMap(({ path, at }) => localFiles({ ...include, at }, path, where)),
  project: (include, [project, ...files], where) =>
    files.flatMap(({ path, at }) => projectFile({ ...include, at }, [project?.path ?? '', path], where)),
  remote: (include, paths, where) =>
    paths
      .filter(({ path, at }) => hasYamlExtension(path, at, where.session))
      .flatMap((path) => mappedFile(include, path, where)),
  template: (include, paths, where) => paths.flatMap((path) => mappedFile(include, path, where)),
  component: (include, paths, where) => paths.flatMap((path) => mappedFile(include, path, where)),
  artifact: (include, paths, { context, session }) => {
    if (context.isTrigger === true) return [elsewhere(`the artifact \`${paths[0]?.path ?? ''}\` of a job`, include.at)];
    const message = 'Including configs from artifacts is only allowed when triggering child pipelines';
    reject(session, 'include', message, include.at);
    return [];
  },
};

function localFiles(include: Include, written: string, { context, session }: Where): readonly IncludedFile[] {
  const { at, inputs } = include;
  const shown = written.replace(/^\/+/, '');
  const { folder } = context;
  if (folder === undefined) {
    reject(session, 'include', `Local file \`${shown}\` does not have project!`, at);
    return [];
  }
  if (!shown.includes('*')) {
    return hasYamlExtension(shown, at, session)
      ? [{ is: 'local', path: folder + shown, shown, at, inputs, context: { folder } }]
      : [];
  }
  return session.workspace.paths
    .filter((path) => path.startsWith(folder) && matchesWildcards(shown, path.slice(folder.length)))
    .filter((path) => path !== at.file.path)
    .map((path) => ({ is: 'local', path, shown: path.slice(folder.length), at, inputs, context: { folder } }));
}

function hasYamlExtension(shown: string, at: Span, session: Session): boolean {
  const isYaml = /[^/]\.ya?ml$/i.test(shown);
  if (!isYaml) reject(session, 'include', `Included file \`${shown}\` does not have YAML extension!`, at);
  return isYaml;
}

function projectFile(
  { at, inputs }: Include,
  [project, file]: readonly [string, string],
  { session }: Where,
): readonly IncludedFile[] {
  const shown = file.replace(/^\/+/, '');
  if (!hasYamlExtension(shown, at, session)) return [];
  const folder = session.environment.includes.get(`project:${project}`);
  if (folder === undefined) return [elsewhere(`\`${shown}\` of the project \`${project}\``, at)];
  const inside = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return [{ is: 'local', path: inside + shown, shown, at, inputs, context: { folder: inside } }];
}

function mappedFile({ form, at, inputs }: Include, { path }: KnownPath, { session }: Where): readonly IncludedFile[] {
  const local = session.environment.includes.get(`${form}:${path}`);
  if (local === undefined) return [elsewhere(`the ${form === 'remote' ? 'remote file' : form} \`${path}\``, at)];
  return [{ is: 'local', path: local, shown: path, at, inputs, context: {} }];
}

function elsewhere(what: string, at: Span): IncludedFile {
  return { is: 'elsewhere', cause: { kind: 'include', because: `${what} was not read`, at } };
}

/** The text of a scalar; empty for anything else. */
export const spelled = (value: YamlValue): string =>
  value.kind === 'mapping' || value.kind === 'sequence' || value.kind === 'reference' ? '' : spellScalar(value);
