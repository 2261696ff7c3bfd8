/**
 * Whether a runner label is that of a machine which the forge lends: a fresh virtual machine for each job, on which nothing
 * is registered that the job does not register itself.
 *
 * Source: docs.gitlab.com/ci/runners/hosted_runners/linux (tags, one VM per job).
 */
export const isHostedRunner = (label: string): boolean =>
  /^saas-linux-(?:small|medium|large|xlarge|2xlarge)-(?:amd64|arm64)(?:-gpu-standard)?$/.test(label);
