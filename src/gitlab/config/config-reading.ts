import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Unreadable } from '../../model/project.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { YamlNote } from '../../syntax/yaml.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';

/** A pipeline's configuration as GitLab's `merged_yaml` shows it, and what is known of its making. */
export interface ConfigReading {
  /**
   * After `include`, `extends`, `!reference` and the edge stages. Values come from several files and keep their
   * places; many share nodes. A `!reference` whose target may be in a file that was not read is still in it.
   */
  readonly root: YamlMapping | undefined;
  /** Every file that was read, the root file first. */
  readonly files: readonly SourceFile[];
  /** What GitLab refuses; the first is what it reports. Reading goes on behind each. */
  readonly rejections: readonly Rejection[];
  readonly unreadable: readonly Unreadable[];
  /** Includes that were not read: what they define is not in `root`. */
  readonly openTo: readonly Cause[];
  /** Includes that were read although their `rules` cannot be decided: some pipelines are without them. */
  readonly conditional: readonly Cause[];
  /** Top-level keys that such an include defines. */
  readonly conditionalKeys: ReadonlyMap<string, readonly Cause[]>;
  /**
   * Top-level keys of which a part may be hidden: a base of `extends` (or of a base's) was not read, is not there,
   * or an include that only some pipelines have defines the key too. What they do not set is unknown.
   */
  readonly hiddenBases: ReadonlyMap<string, readonly Cause[]>;
  readonly notes: readonly YamlNote[];
}

/** What a caller may know besides the environment. */
export interface ConfigOptions {
  /** Values for `spec:inputs` of the root file. */
  readonly inputs?: ReadonlyMap<string, YamlValue>;
  /** Whether the environment's variables are all there are: any other is then certainly undefined. */
  readonly isClosedWorld?: boolean;
}
