import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { Cause } from '../../value/index.ts';
import { selfPath } from '../self-path.ts';
import { openWorkflow, type WorkflowFile } from '../workflow/open-workflow.ts';
import type { Session } from '../workflow/session.ts';
import { isCallable } from '../workflow/written-on.ts';

/** What `uses` of a job names. */
export type CalledWorkflow =
  /** A workflow of the repository, or a local copy of one of another repository. */
  | { readonly is: 'read'; readonly workflow: WorkflowFile }
  /** One of another repository. */
  | { readonly is: 'elsewhere'; readonly cause: Cause }
  | { readonly is: 'refused'; readonly rejection: Rejection };

/** Levels of workflows that call each other. Source: docs.github.com/actions/how-tos/reuse-automations/reuse-workflows (nesting). */
const mostLevels = 10;

const workflowPath = /^\.github\/workflows(?:-lab)?\/[^/]+\.ya?ml$/;

/** The workflow that a job calls. `path`: the workflows that called each other up to the job, outermost first. */
export function calledWorkflow(uses: EmbeddedText, path: readonly string[], session: Session): CalledWorkflow {
  const { text, span } = uses;
  const local = selfPath(text);
  if (local === undefined) return elsewhere(uses, path, session);
  if (!workflowPath.test(local)) return refused('entry', outsideFolder, span);
  return localWorkflow(local, text, { span, path, session });
}

interface Place {
  readonly span: Span;
  readonly path: readonly string[];
  readonly session: Session;
}

function localWorkflow(file: string, written: string, { span, path, session }: Place): CalledWorkflow {
  const parsing = `error parsing called workflow "${written}":`;
  if (path.includes(file)) return refused('cycle', `${parsing} loops in the workflow tree are not permitted`, span);
  if (path.length >= mostLevels) {
    const limit = `doing so would exceed the limit on called workflow depth of ${String(mostLevels - 1)}`;
    return refused('limit', `${parsing} ${limit}`, span);
  }
  const isThere = session.workspace.read(file).is !== 'missing';
  const workflow = openWorkflow(file, session);
  if (workflow === undefined && isThere) {
    return { is: 'elsewhere', cause: { kind: 'include', because: `\`${written}\` cannot be read`, at: span } };
  }
  if (workflow === undefined) return refused('include', `${parsing} workflow was not found.`, span);
  session.called.add(file);
  if (isCallable(workflow.root) || workflow.openTo.length > 0) return { is: 'read', workflow };
  return refused('include', 'workflow_call key is not defined in the referenced workflow.', span);
}

function elsewhere({ text, span }: EmbeddedText, path: readonly string[], session: Session): CalledWorkflow {
  const [file, ...refs] = text.split('@');
  const inside = /^[^/]+\/[^/]+\/(.+)$/.exec(file ?? '')?.[1];
  if (inside === undefined) return refused('entry', wrongPrefix, span);
  if (refs.length === 0) return refused('entry', 'invalid value workflow reference: no version specified', span);
  if (!workflowPath.test(inside)) return refused('entry', outsideFolder, span);
  const copy = session.environment.includes.get(text);
  if (copy !== undefined) return localWorkflow(copy, text, { span, path, session });
  return {
    is: 'elsewhere',
    cause: { kind: 'include', because: `the workflow \`${text}\` was not read`, at: span, copyKey: text },
  };
}

const wrongPrefix =
  "invalid value workflow reference: references to workflows must be prefixed with format 'owner/repository/' or './' for local workflows";
const outsideFolder =
  'invalid value workflow reference: workflows must be defined at the top level of the .github/workflows/ directory';

const refused = (kind: Rejection['kind'], message: string, at: Span): CalledWorkflow => ({
  is: 'refused',
  rejection: { kind, message, at },
});
