import type { Environment } from '../../model/environment.ts';
import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Unreadable } from '../../model/project.ts';
import type { SourceFile, Span } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';
import type { YamlNote } from '../../syntax/yaml.ts';
import type { Cause } from '../../value/index.ts';
import type { ConditionalParts } from './conditional-parts.ts';
import type { ConfigOptions } from './config-reading.ts';
import type { ParsedFile } from './parse-file.ts';

/** What the reading of one configuration gathers while it goes from file to file. */
export interface Session {
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly options: ConfigOptions;
  readonly files: Map<string, SourceFile>;
  readonly parsed: Map<string, ParsedFile>;
  readonly rejections: Rejection[];
  readonly unreadable: Unreadable[];
  readonly openTo: Cause[];
  readonly conditional: Cause[];
  /** Top-level keys that a conditional include defines. */
  readonly conditionalKeys: Map<string, readonly Cause[]>;
  readonly conditionalParts: ConditionalParts;
  /** In how many files a top-level key is defined. */
  readonly definitions: Map<string, number>;
  readonly hiddenBases: Map<string, readonly Cause[]>;
  readonly notes: YamlNote[];
  /** Files included so far, repeated ones too. */
  includeCount: number;
}

/** A reading that has not read anything yet. */
export function openSession(workspace: Workspace, environment: Environment, options: ConfigOptions): Session {
  return {
    workspace,
    environment,
    options,
    files: new Map(),
    parsed: new Map(),
    rejections: [],
    unreadable: [],
    openTo: [],
    conditional: [],
    conditionalKeys: new Map(),
    conditionalParts: { byValue: new Map(), last: new Map() },
    definitions: new Map(),
    hiddenBases: new Map(),
    notes: [],
    includeCount: 0,
  };
}

/** Records that GitLab refuses the configuration. */
export function reject(session: Session, kind: Rejection['kind'], message: string, at: Span): void {
  session.rejections.push({ kind, message, at });
}
