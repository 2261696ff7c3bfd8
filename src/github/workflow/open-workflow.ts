import type { Rejection } from '../../model/pipeline/pipeline.ts';
import { SourceFile } from '../../source/source-file.ts';
import { readYaml } from '../../syntax/yaml.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import type { Session } from './session.ts';
import { shapeFaults } from './shape.ts';
import { workflowShape } from './workflow-shape.ts';

/** A workflow as it is written. */
export interface WorkflowFile {
  readonly file: SourceFile;
  /** Empty where the file holds no mapping. */
  readonly root: YamlMapping;
  /** What GitHub refuses about its form. */
  readonly rejections: readonly Rejection[];
  /** Why it may hold more than is read: it does not parse. */
  readonly openTo: readonly Cause[];
}

/** A workflow of the repository, read once; what cannot be read is recorded. `undefined` if it is not there, or cannot be read at all. */
export function openWorkflow(path: string, session: Session): WorkflowFile | undefined {
  if (session.opened.has(path)) return session.opened.get(path);
  const opened = readWorkflow(path, session);
  session.opened.set(path, opened);
  if (opened !== undefined) session.files.push(opened.file);
  return opened;
}

function readWorkflow(path: string, session: Session): WorkflowFile | undefined {
  const content = session.workspace.read(path);
  if (content.is === 'missing') return undefined;
  const file = new SourceFile(path, content.is === 'text' ? content.text : '');
  if (content.is === 'unreadable') {
    const message = `\`${path}\` cannot be read, because ${content.because}`;
    session.unreadable.push({ message, at: file.whole });
    session.notAnalysed.push({ kind: 'include', because: message, at: file.whole });
    return undefined;
  }
  return parse(file, session);
}

function parse(file: SourceFile, session: Session): WorkflowFile {
  const { value, problems } = readYaml(file, undefined, 'core');
  const [problem] = problems;
  if (problem !== undefined) {
    session.unreadable.push(problem);
    const cause: Cause = { kind: 'syntax', because: `\`${file.path}\` does not parse`, at: problem.at };
    session.notAnalysed.push(cause);
    return { file, root: rootOf(value, file), rejections: [], openTo: [cause] };
  }
  const root = rootOf(value, file);
  return { file, root, rejections: shapeFaults(value ?? root, workflowShape), openTo: [] };
}

const rootOf = (value: ReturnType<typeof readYaml>['value'], file: SourceFile): YamlMapping =>
  value?.kind === 'mapping' ? value : { kind: 'mapping', entries: new Map(), span: file.whole };
