import type { ConfigReading } from '../../gitlab/config/config-reading.ts';
import { readConfig } from '../../gitlab/config/read-config.ts';
import { type ReadPipeline, readPipeline } from '../../gitlab/read-pipeline.ts';
import type { Rejection } from '../../model/pipeline/pipeline.ts';
import { SourceFile } from '../../source/source-file.ts';
import { memoryWorkspace } from '../../source/workspace.ts';
import { readYaml } from '../../syntax/yaml.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { ConfigRecord, DroppedInclude } from './records.ts';

/** What our reader makes of a record. */
export interface OurReading {
  readonly config: ConfigReading;
  readonly rejections: readonly Rejection[];
  /** The pipeline as the linter sees it. */
  readonly jobs: ReadPipeline['jobs'];
  /**
   * The same pipeline without any `rules`. GitLab recorded its jobs before rules are evaluated; ours keep a value that
   * rules may change as unknown. What is written is compared here, the rules for themselves.
   */
  readonly written: ReadPipeline['jobs'];
}

/** Templates of GitLab by name. */
export type Templates = Readonly<Record<string, string>>;

/** Reads a record's configuration. The record is all there is: a variable that it does not name is not defined. */
export function readRecord(record: ConfigRecord, templates: Templates): OurReading {
  const { files, includes } = surroundingsOf(record, templates);
  const environment = { variables: new Map(Object.entries(record.variables)), includes };
  const options = { inputs: inputsOf(record.inputs), isClosedWorld: true };
  const config = readConfig(memoryWorkspace(files), environment, record.entry, options);
  const file = config.files[0] ?? new SourceFile(record.entry, '');
  const root: YamlMapping = config.root ?? { kind: 'mapping', entries: new Map(), span: file.whole };
  const origin = { file, environment: environment.variables, rejections: config.rejections };
  const { pipeline, jobs } = readPipeline({ ...config, root }, origin);
  const written = readPipeline({ ...config, root: withoutRules(root) }, origin);
  return { config, rejections: pipeline.rejections, jobs, written: written.jobs };
}

const templateFolder = '.templates/';
const droppedFolder = '.dropped/';

function surroundingsOf({ files, dropped }: ConfigRecord, templates: Templates) {
  const includes = new Map(Object.keys(templates).map((name) => [`template:${name}`, templateFolder + name]));
  const all = new Map(Object.entries(templates).map(([name, text]) => [templateFolder + name, text]));
  for (const [path, text] of Object.entries(files)) all.set(path, text);
  const empty = emptyFile(dropped);
  for (const include of dropped) {
    for (const path of droppedPaths(include)) all.set(droppedFolder + path, empty);
    for (const [key, place] of droppedKeys(include)) includes.set(key, place);
  }
  return { files: Object.fromEntries(all), includes };
}

const nothing = 'nothing.yml';

/** A file without content that takes whatever inputs the includes give. */
function emptyFile(includes: readonly DroppedInclude[]): string {
  const names = includes.flatMap(({ inputs }) => Object.keys(inputs ?? {}));
  if (names.length === 0) return '{}';
  const declared = Object.fromEntries(names.map((name) => [name, { default: '' }]));
  return `${JSON.stringify({ spec: { inputs: declared } })}\n---\n{}`;
}

function droppedPaths({ project, file }: DroppedInclude): readonly string[] {
  if (project === undefined) return [nothing];
  return [file ?? []].flat().map((path) => path.replace(/^\/+/, ''));
}

function droppedKeys({ project, remote, component }: DroppedInclude): readonly (readonly [string, string])[] {
  if (project !== undefined) return [[`project:${project}`, droppedFolder]];
  const place = droppedFolder + nothing;
  return [
    ...(remote === undefined ? [] : [[`remote:${remote}`, place] as const]),
    ...(component === undefined ? [] : [[`component:${component}`, place] as const]),
  ];
}

function inputsOf(inputs: unknown): ReadonlyMap<string, YamlValue> {
  const { value } = readYaml(new SourceFile('inputs.json', JSON.stringify(inputs)));
  if (value?.kind !== 'mapping') return new Map();
  return new Map([...value.entries].map(([name, entry]) => [name, entry.value]));
}

/** The configuration without the `rules` of its jobs and of its workflow. */
function withoutRules(root: YamlMapping): YamlMapping {
  const entries = new Map(root.entries);
  for (const [name, { key, value }] of entries) {
    if (value.kind !== 'mapping' || !value.entries.has('rules')) continue;
    const rest = new Map(value.entries);
    rest.delete('rules');
    entries.set(name, { key, value: { ...value, entries: rest } });
  }
  return { ...root, entries };
}
