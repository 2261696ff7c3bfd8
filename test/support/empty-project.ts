import { defaultPolicy } from '../../src/policy/policy.ts';
import type { Project } from '../../src/rule/index.ts';
import type { SourceFile } from '../../src/source/source-file.ts';

/** A project that holds nothing but files, and what a test puts in. */
export function projectWith(files: readonly SourceFile[], parts: Partial<Project> = {}): Project {
  const none = { items: [], openTo: [] };
  return {
    files,
    pipelines: [],
    work: new Map(),
    builds: none,
    merges: none,
    mirrors: [],
    images: [],
    links: [],
    dockerfiles: [],
    runners: none,
    expectations: defaultPolicy.expectations,
    published: new Map(),
    refusedActions: [],
    unreadable: [],
    notAnalysed: [],
    ...parts,
  };
}
