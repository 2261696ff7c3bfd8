import type { Span } from '../../source/source-file.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { type Component, componentAt } from './component-context.ts';
import { type ExpandedPath, expandPath } from './expand-path.ts';
import { reject, type Session } from './session.ts';
import { matchesWildcards } from './wildcards.ts';
import { type Include, type IncludeForm, readInclude, refuseEmpty } from './written-include.ts';

/** What a file may refer to. */
export interface FileContext {
  /** Folder of the workspace that holds the file's project, empty or with `/` at its end; absent: it has no project. */
  readonly folder?: string;
  /** Whether the includes are those of a `trigger`, where artifacts are allowed. */
  readonly isTrigger?: boolean;
  /** The component that the file is; absent for all other files. */
  readonly component?: Component;
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
    refuseEmpty(item, include, session);
    return [];
  }
  return findersOf[include.form](include, paths, { context, session });
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
  if (context.component !== undefined) return [elsewhere(`\`${shown}\` of a component's project`, at)];
  if (folder === undefined) {
    reject(session, 'include', `Local file \`${shown}\` does not have project!`, at);
    return [];
  }
  if (!shown.includes('*')) {
    return hasYamlExtension(shown, at, session)
      ? [{ is: 'local', path: folder + shown, shown, at, inputs, context: { folder } }]
      : [];
  }
  const beginning = folder + shown.slice(0, shown.indexOf('*'));
  return session.workspace.paths
    .filter((path) => path.startsWith(beginning) && matchesWildcards(shown, path.slice(folder.length)))
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
  const copyKey = `project:${project}`;
  const folder = session.environment.includes.get(copyKey);
  if (folder === undefined) return [elsewhere(`\`${shown}\` of the project \`${project}\``, at, copyKey)];
  const inside = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return [{ is: 'local', path: inside + shown, shown, at, inputs, context: { folder: inside } }];
}

function mappedFile({ form, at, inputs }: Include, { path }: KnownPath, { session }: Where): readonly IncludedFile[] {
  const copyKey = `${form}:${path}`;
  const local = session.environment.includes.get(copyKey);
  if (local === undefined)
    return [elsewhere(`the ${form === 'remote' ? 'remote file' : form} \`${path}\``, at, copyKey)];
  const context = form === 'component' ? { component: componentAt(path) } : {};
  return [{ is: 'local', path: local, shown: path, at, inputs, context }];
}

function elsewhere(what: string, at: Span, copyKey?: string): IncludedFile {
  const cause: Cause = { kind: 'include', because: `${what} was not read`, at };
  return { is: 'elsewhere', cause: copyKey === undefined ? cause : { ...cause, copyKey } };
}
