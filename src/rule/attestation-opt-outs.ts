import { noDefaultAttestations, optOutRemedy } from '../facts/attestation-variable.ts';
import type { AttestationOptOut, BuildStep, Project } from '../model/index.ts';
import { no, showText } from '../value/index.ts';

/**
 * What the author set against the attestations of a build, in force or not: for the build itself, elsewhere in its
 * job, or in the variables of another job that builds nothing and so can only have meant this one.
 */
export const optOutsOf = (project: Project, build: BuildStep): readonly AttestationOptOut[] => [
  ...build.pushesIndex.optOuts,
  ...ofOtherJobs(project, build),
];

function ofOtherJobs({ work }: Project, { job, pushesIndex, command }: BuildStep): readonly AttestationOptOut[] {
  if (pushesIndex.truth.is !== 'yes' || job.variables.defined.has(noDefaultAttestations)) return [];
  return job.pipeline.jobs.items.flatMap((other) => {
    const variable = other.variables.defined.get(noDefaultAttestations);
    const builds = work.get(other)?.builds;
    const isIdle = builds?.items.length === 0 && builds.openTo.length === 0;
    if (variable === undefined || other.definition === job.definition || !isIdle) return [];
    return [
      {
        written: `${noDefaultAttestations}: ${showText(variable.value)}`,
        span: variable.span,
        effective: no,
        because: `it is set for \`${other.definition.name}\`, which builds nothing`,
        endsBuild: false,
        remedy: optOutRemedy(command.action !== undefined),
      },
    ];
  });
}
