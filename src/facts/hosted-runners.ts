import type { Platform } from '../oci/index.ts';

/** A machine that somebody lends for one job: fresh when the job begins, thrown away when it ends. */
export interface HostedMachine {
  /** That of the containers it runs. The virtual machine of a Mac counts as Linux. */
  readonly platform: Platform;
  readonly lender: string;
  /** Whether it certainly starts without emulators of foreign architectures. */
  readonly isBare: boolean;
}

/** Labels of one lender that stand for one platform. */
interface LabelRow {
  readonly labels: RegExp;
  readonly lender: string;
  readonly os: 'linux' | 'windows';
  readonly architecture: 'amd64' | 'arm64';
}

/**
 * The tags of GitLab's own runners on Linux.
 * Source: docs.gitlab.com/ci/runners/hosted_runners/linux (one virtual machine per job).
 */
const gitlabLabels: readonly LabelRow[] = (['amd64', 'arm64'] as const).map((architecture) => ({
  labels: new RegExp(`^saas-linux-(?:small|medium|large|xlarge|2xlarge)-${architecture}(?:-gpu-standard)?$`),
  lender: 'GitLab',
  os: 'linux',
  architecture,
}));

const linux = (lender: string, architecture: LabelRow['architecture'], labels: RegExp): LabelRow => ({
  labels,
  lender,
  os: 'linux',
  architecture,
});

const windows = (lender: string, architecture: LabelRow['architecture'], labels: RegExp): LabelRow => ({
  labels,
  lender,
  os: 'windows',
  architecture,
});

/**
 * The labels of GitHub's own machines; larger ones have the names that their organisation gives them.
 *
 * Source: docs.github.com/en/actions/reference/runners/github-hosted-runners;
 * docs.github.com/en/actions/reference/runners/larger-runners (macOS); github.com/actions/runner-images, README.
 */
const githubLabels: readonly LabelRow[] = [
  linux('GitHub', 'amd64', /^ubuntu-(?:latest|slim|\d\d\.04)$/),
  linux('GitHub', 'arm64', /^ubuntu-\d\d\.04-arm$/),
  windows('GitHub', 'amd64', /^windows-(?:latest|20\d\d)(?:-vs\d{4})?$/),
  windows('GitHub', 'arm64', /^windows-11(?:-vs\d{4})?-arm$/),
  linux('GitHub', 'amd64', /^macos-(?:latest|\d\d)-(?:large|intel)$|^macos-1[0-3](?:\.\d+)?$/),
  linux('GitHub', 'arm64', /^macos-(?:latest|\d\d)-xlarge$|^macos-(?:latest|1[4-9]|2\d)$/),
];

/**
 * Labels of others who lend machines for jobs of GitHub, where they carry the architecture by a documented scheme.
 *
 * Source: depot.dev/docs/github-actions/runner-types; docs.blacksmith.sh/blacksmith-runners/overview;
 * buildjet.com/for-github-actions/docs/guides/migrating-to-arm; docs.warpbuild.com/ci/cloud-runners;
 * namespace.so/docs/reference/github-actions/runner-configuration; runs-on.com/runners/linux;
 * ubicloud.com/docs/github-actions-integration/runner-types.
 */
const lentLabels: readonly LabelRow[] = [
  linux('Depot', 'amd64', /^depot-ubuntu-(?:latest|\d\d\.04)(?:-\d+)?$/),
  linux('Depot', 'arm64', /^depot-ubuntu-(?:latest|\d\d\.04)-arm(?:-\d+)?$|^depot-macos-(?:latest|\d+)$/),
  windows('Depot', 'amd64', /^depot-windows-(?:latest|\d+)(?:-\d+)?$/),
  linux('Blacksmith', 'amd64', /^blacksmith(?:-\d+vcpu-ubuntu-\d{4})?$/),
  linux('Blacksmith', 'arm64', /^blacksmith-\d+vcpu-(?:ubuntu-\d{4}-arm|macos-\w+)$/),
  windows('Blacksmith', 'amd64', /^blacksmith-\d+vcpu-windows-\d{4}$/),
  linux('BuildJet', 'amd64', /^buildjet-\d+vcpu-ubuntu-\d{4}$/),
  linux('BuildJet', 'arm64', /^buildjet-\d+vcpu-ubuntu-\d{4}-arm$/),
  linux('WarpBuild', 'amd64', /^warp-ubuntu-(?:latest|\d{4}|\d\d\.04)-x64-\d+x(?:-spot)?$/),
  linux('WarpBuild', 'arm64', /^warp-(?:ubuntu|macos)-(?:latest|[\d.]+)-arm64-\d+x(?:-spot)?$/),
  windows('WarpBuild', 'amd64', /^warp-windows-(?:latest|[\d.]+)-x64-\d+x(?:-spot)?$/),
  linux('Namespace', 'amd64', /^nscloud-ubuntu-[\d.]+-amd64-\d+x\d+(?:-|$)/),
  linux('Namespace', 'arm64', /^nscloud-(?:ubuntu|macos)-[\w.]+-arm64-\d+x\d+(?:-|$)/),
  windows('Namespace', 'amd64', /^nscloud-windows-[\d.]+-amd64-\d+x\d+(?:-|$)/),
  linux('RunsOn', 'amd64', /(?:^|^runs-on.*[/,])runner=\d+cpu-linux-x64(?:$|[/,])/),
  linux('RunsOn', 'arm64', /(?:^|^runs-on.*[/,])runner=\d+cpu-linux-arm64(?:$|[/,])/),
  linux('Ubicloud', 'amd64', /^ubicloud(?:-(?:standard|premium)-\d+)?(?:-ubuntu-\d{4})?$/),
  linux('Ubicloud', 'arm64', /^ubicloud(?:-(?:standard|premium)-\d+)?-arm(?:-ubuntu-\d{4})?$/),
];

const rows: Readonly<Record<'gitlab' | 'github', readonly LabelRow[]>> = {
  gitlab: gitlabLabels,
  github: [...githubLabels, ...lentLabels],
};

/** Lenders on whose machines nothing is registered that the job does not register itself. */
const bareLenders: ReadonlySet<string> = new Set(['GitLab', 'GitHub']);

/** The machine for which a runner label stands; `undefined` if it is no lent one that is known. GitHub's labels have no case. */
export function hostedMachine(system: 'gitlab' | 'github', label: string): HostedMachine | undefined {
  const name = system === 'github' ? label.toLowerCase() : label;
  const row = rows[system].find(({ labels }) => labels.test(name));
  if (row === undefined) return undefined;
  const { os, architecture, lender } = row;
  return { platform: { os, architecture, variant: '' }, lender, isBare: bareLenders.has(lender) };
}

/**
 * Labels that a runner of one's own gets by itself, in lower case, that stand for an architecture.
 *
 * Source: docs.github.com/en/actions/reference/runners/self-hosted-runners (labels: case does not matter).
 */
const defaultLabels: ReadonlyMap<string, Platform> = new Map([
  ['x64', { os: 'linux', architecture: 'amd64', variant: '' }],
  ['arm64', { os: 'linux', architecture: 'arm64', variant: '' }],
  ['arm', { os: 'linux', architecture: 'arm', variant: 'v7' }],
]);

/** The platform for which a label stands that GitHub's runner program gives to the machines of users by itself. */
export const defaultLabelPlatform = (label: string): Platform | undefined => defaultLabels.get(label.toLowerCase());

/** Labels of GitHub's own machines that differ in nothing but the architecture. Source: as for those labels. */
const twins = [
  { amd64: 'ubuntu-24.04', arm64: 'ubuntu-24.04-arm' },
  { amd64: 'ubuntu-22.04', arm64: 'ubuntu-22.04-arm' },
] as const;

/** The label of the machine of another architecture that GitHub lends beside the one of a label; `undefined` if it lends none. */
export function twinOfLabel(label: string, { os, architecture }: Platform): string | undefined {
  if (os !== 'linux' || (architecture !== 'amd64' && architecture !== 'arm64')) return undefined;
  const twin =
    label === 'ubuntu-latest' ? twins[0] : twins.find(({ amd64, arm64 }) => label === amd64 || label === arm64);
  return twin?.[architecture];
}
