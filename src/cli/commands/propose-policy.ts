import type { Finding } from '../../engine/finding.ts';
import { lint } from '../../engine/lint.ts';
import { packageVersion } from '../../host/package-version.ts';
import { ciJob } from '../../init/ci-job.ts';
import { githubWorkflow, workflowFile } from '../../init/github-workflow.ts';
import { platformChoices } from '../../init/platform-choices.ts';
import { policyText } from '../../init/policy-text.ts';
import { type Seen, whatIsSeen } from '../../init/seen.ts';
import type { Project } from '../../model/index.ts';
import { loadPolicy } from '../../policy/load-policy.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import { readProject } from '../../project/read-project.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';
import { allRules } from '../projects/all-rules.ts';

/** What `init` has to say about a repository. */
export interface Proposal {
  /** The policy file. */
  readonly policy: string;
  /** The jobs to add, for each CI system that has a pipeline here; for GitLab where there is none. */
  readonly jobs: readonly ProposedJob[];
  readonly seen: Seen;
  /** What is found with the policy. */
  readonly findings: readonly Finding[];
  /** How many of these fail a job. */
  readonly errors: number;
}

/** A job that runs the linter. */
export interface ProposedJob {
  /** The file it belongs into. */
  readonly file: string;
  /** Whether it is the whole file, and not a part of one. */
  readonly isWhole: boolean;
  readonly text: string;
}

/** What a proposal is made from: the files, the day as an ISO date, and where the schema of policies is. */
export interface ProposalInput {
  readonly workspace: Workspace;
  readonly today: string;
  readonly schema: string | undefined;
}

/** A policy under which nothing is found that is not found without: the most demanding one of those that come into question. */
export function proposePolicy(input: ProposalInput): Proposal {
  const { project, findings: before } = lintWith(defaultPolicy, input);
  const seen = whatIsSeen(project, before);
  const known = new Set(before.map(keyOf));
  let cost = 0;
  for (const choice of platformChoices(seen)) {
    const policy = policyText({ seen, choice, cost, schema: input.schema });
    const { findings } = lintWith(loadPolicy(new SourceFile('.multiarch-lint.yml', policy)), input);
    const more = findings.filter((finding) => !known.has(keyOf(finding))).length;
    if (more === 0 || !choice.isInForce) return told({ policy, seen, findings }, project);
    cost ||= more;
  }
  throw new Error('no policy was proposed');
}

function told(proposed: Omit<Proposal, 'jobs' | 'errors'>, project: Project): Proposal {
  const errors = errorsIn(proposed.findings);
  return { ...proposed, errors, jobs: jobsFor(project, errors > 0) };
}

function jobsFor(project: Project, hasErrors: boolean): readonly ProposedJob[] {
  const systems = new Set(project.pipelines.map(({ system }) => system));
  const facts = { version: packageVersion(), hasErrors };
  return [
    ...(systems.has('github') && !systems.has('gitlab')
      ? []
      : [{ file: '.gitlab-ci.yml', isWhole: false, text: ciJob(project, facts) }]),
    ...(systems.has('github') ? [{ file: workflowFile, isWhole: true, text: githubWorkflow(project, facts) }] : []),
  ];
}

function lintWith(
  policy: Policy,
  { workspace, today }: ProposalInput,
): { readonly project: Project; readonly findings: readonly Finding[] } {
  const project = readProject(workspace, policy);
  return { project, findings: lint(project, allRules, policy, { today }).findings };
}

/** How many findings fail a job. */
const errorsIn = (findings: readonly Finding[]): number =>
  findings.filter(({ certainty, severity }) => certainty === 'violation' && severity === 'error').length;

const keyOf = ({ fingerprint, certainty, severity }: Finding): string => `${fingerprint} ${certainty} ${severity}`;
