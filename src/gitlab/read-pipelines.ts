import type { Environment } from '../model/environment.ts';
import type { Job, Trigger } from '../model/pipeline/job.ts';
import type { Pipeline } from '../model/pipeline/pipeline.ts';
import type { Unreadable } from '../model/project.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Workspace } from '../source/workspace.ts';
import type { YamlSequence, YamlValue } from '../syntax/yaml-value.ts';
import { type Cause, distinctCauses, type Field, set } from '../value/index.ts';
import type { ConfigReading } from './config/config-reading.ts';
import { readConfig, readConfigOf } from './config/read-config.ts';
import type { BuiltJob } from './jobs/build-jobs.ts';
import { type PipelineOrigin, readPipeline } from './read-pipeline.ts';
import type { Layer, VariableDefinition } from './variables/definition.ts';

/** The pipelines that one root file starts. */
export interface GitlabReading {
  /** The root pipeline, then its children, each behind the pipeline that starts it. Empty if there is no root file. */
  readonly pipelines: readonly Pipeline[];
  /** Every file that was read, once. */
  readonly files: readonly SourceFile[];
  readonly unreadable: readonly Unreadable[];
  /** Includes and child pipelines that were not read. */
  readonly notAnalysed: readonly Cause[];
}

/** Child pipelines may start children, and those no more. Source: GitLab `doc/ci/pipelines/downstream_pipelines.md`. */
const deepestChild = 2;
/** Child pipelines that are followed in one repository. */
const mostChildren = 200;

/** Reads the pipeline of a root file and the child pipelines whose files are in the repository. Never throws. */
export function readGitlabPipelines(
  workspace: Workspace,
  environment: Environment,
  path = '.gitlab-ci.yml',
): GitlabReading {
  const session: Session = {
    workspace,
    environment,
    configs: new Map(),
    pipelines: [],
    unreadable: [],
    notAnalysed: [],
  };
  if (workspace.read(path).is !== 'missing') {
    const config = configOf(path, session, () => readConfig(workspace, environment, path));
    readFrom(config, undefined, session);
  }
  const files = [...session.configs.values()].flatMap((config) => config.files);
  return {
    pipelines: session.pipelines,
    files: [...new Map(files.map((file) => [file.path, file])).values()],
    unreadable: session.unreadable,
    notAnalysed: distinctCauses(session.notAnalysed),
  };
}

interface Session {
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly configs: Map<string, ConfigReading>;
  readonly pipelines: Pipeline[];
  readonly unreadable: Unreadable[];
  readonly notAnalysed: Cause[];
}

interface Parent {
  readonly job: Job;
  readonly given: Layer;
  readonly depth: number;
}

/** The pipeline of one root file; `undefined` if it cannot be read at all. */
function readFrom(config: ConfigReading, parent: Parent | undefined, session: Session): Pipeline | undefined {
  const [file] = config.files;
  if (file === undefined) return undefined;
  const origin: PipelineOrigin = {
    file,
    environment: session.environment.variables,
    rejections: config.rejections,
    ...(parent === undefined ? {} : { parent }),
  };
  const root = config.root ?? { kind: 'mapping', entries: new Map(), span: file.whole };
  const { pipeline, jobs } = readPipeline({ ...config, root }, origin);
  session.pipelines.push(pipeline);
  for (const built of jobs) built.job.trigger = startChild(built, (parent?.depth ?? 0) + 1, session);
  return pipeline;
}

function configOf(key: string, session: Session, read: () => ConfigReading): ConfigReading {
  const known = session.configs.get(key);
  if (known !== undefined) return known;
  const config = read();
  session.configs.set(key, config);
  for (const part of config.unreadable) session.unreadable.push(part);
  for (const cause of config.openTo) session.notAnalysed.push(cause);
  return config;
}

function startChild({ job, trigger, scope }: BuiltJob, depth: number, session: Session): Field<Trigger> {
  if (trigger.is !== 'set') return trigger;
  const { starts, waits, span, forwardsVariables } = trigger.value;
  if (starts.is === 'project') return set({ starts, waits, span });
  const given: Layer = forwardsVariables ? handedOver(scope) : new Map();
  const child = starts.is === 'files' ? childOf(starts.include, { job, given, depth }, session) : starts.causes;
  if ('system' in child) return set({ starts: { is: 'child', pipeline: child }, waits, span });
  for (const cause of child) session.notAnalysed.push(cause);
  return set({ starts: { is: 'unknown', causes: child }, waits, span });
}

/** The pipeline that includes make up, or why it was not read. */
function childOf(include: YamlSequence, parent: Parent, session: Session): Pipeline | readonly Cause[] {
  const { depth, job } = parent;
  if (depth > deepestChild || session.pipelines.length > mostChildren) return [tooMany(job)];
  const key = `${include.span.file.path}:${include.span.start} ${include.items.map(pathsIn).join(' ')}`;
  const config = configOf(key, session, () => readConfigOf(session.workspace, session.environment, include));
  return readFrom(config, parent, session) ?? (config.openTo.length > 0 ? config.openTo : [notRead(include)]);
}

/** The strings in an include, which tell it from others of the same place. */
const pathsIn = (item: YamlValue): string => {
  if (item.kind === 'string') return item.value;
  if (item.kind !== 'mapping') return '';
  return [...item.entries].map(([name, { value }]) => (value.kind === 'string' ? `${name}=${value.value}` : '')).join();
};

const tooMany = ({ definition }: Job): Cause => ({
  kind: 'include',
  because: 'the child pipelines are more, or lie deeper in each other, than is followed',
  at: definition.span,
});

const notRead = ({ span }: YamlSequence): Cause => ({
  kind: 'include',
  because: 'the files of the child pipeline could not be read',
  at: span,
});

/** A trigger job's variables as its child pipeline gets them. */
function handedOver({ definitions, sent }: BuiltJob['scope']): Layer {
  const given = new Map<string, VariableDefinition>();
  for (const { name, span } of definitions.values()) {
    given.set(name, { name, span, value: { is: 'given', text: sent.valueOf(name, span) } });
  }
  return given;
}
