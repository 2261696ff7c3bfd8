import { describe, expect, test } from 'vitest';
import { defaultLabelPlatform, hostedMachine, twinOfLabel } from '../../src/facts/hosted-runners.ts';
import { formatPlatform } from '../../src/oci/index.ts';

const shown = (system: 'gitlab' | 'github', label: string): string => {
  const machine = hostedMachine(system, label);
  return machine === undefined
    ? 'nobody'
    : `${machine.lender} ${formatPlatform(machine.platform)}${machine.isBare ? ', bare' : ''}`;
};

describe('labels of machines that are lent for one job of GitHub', () => {
  test.each([
    ['ubuntu-latest', 'GitHub linux/amd64, bare'],
    ['ubuntu-26.04', 'GitHub linux/amd64, bare'],
    ['ubuntu-24.04', 'GitHub linux/amd64, bare'],
    ['ubuntu-22.04', 'GitHub linux/amd64, bare'],
    ['ubuntu-20.04', 'GitHub linux/amd64, bare'],
    ['ubuntu-slim', 'GitHub linux/amd64, bare'],
    ['Ubuntu-Latest', 'GitHub linux/amd64, bare'],
    ['ubuntu-24.04-arm', 'GitHub linux/arm64, bare'],
    ['ubuntu-22.04-arm', 'GitHub linux/arm64, bare'],
    ['windows-latest', 'GitHub windows/amd64, bare'],
    ['windows-2022', 'GitHub windows/amd64, bare'],
    ['windows-11-arm', 'GitHub windows/arm64, bare'],
    ['macos-latest', 'GitHub linux/arm64, bare'],
    ['macos-15', 'GitHub linux/arm64, bare'],
    ['macos-14-xlarge', 'GitHub linux/arm64, bare'],
    ['macos-13-xlarge', 'GitHub linux/arm64, bare'],
    ['macos-13', 'GitHub linux/amd64, bare'],
    ['macos-15-intel', 'GitHub linux/amd64, bare'],
    ['macos-latest-large', 'GitHub linux/amd64, bare'],
    ['depot-ubuntu-24.04-4', 'Depot linux/amd64'],
    ['depot-ubuntu-24.04-arm-8', 'Depot linux/arm64'],
    ['depot-ubuntu-latest-arm', 'Depot linux/arm64'],
    ['blacksmith-4vcpu-ubuntu-2404', 'Blacksmith linux/amd64'],
    ['blacksmith-8vcpu-ubuntu-2204-arm', 'Blacksmith linux/arm64'],
    ['buildjet-4vcpu-ubuntu-2204', 'BuildJet linux/amd64'],
    ['buildjet-8vcpu-ubuntu-2204-arm', 'BuildJet linux/arm64'],
    ['warp-ubuntu-latest-x64-4x', 'WarpBuild linux/amd64'],
    ['warp-ubuntu-latest-arm64-2x', 'WarpBuild linux/arm64'],
    ['nscloud-ubuntu-22.04-amd64-8x16', 'Namespace linux/amd64'],
    ['nscloud-ubuntu-24.04-arm64-4x8-with-cache', 'Namespace linux/arm64'],
    ['runner=2cpu-linux-x64', 'RunsOn linux/amd64'],
    ['runs-on=1234/runner=4cpu-linux-arm64/spot=false', 'RunsOn linux/arm64'],
    ['ubicloud-standard-4', 'Ubicloud linux/amd64'],
    ['ubicloud-standard-8-arm-ubuntu-2404', 'Ubicloud linux/arm64'],
    ['ubuntu-2404-4core', 'nobody'],
    ['my-ubuntu-latest', 'nobody'],
    ['ubuntu-24.04-arm64-8core-32gb', 'nobody'],
    ['namespace-profile-release', 'nobody'],
    ['saas-linux-small-arm64', 'nobody'],
  ])('%s: %s', (label, expected) => {
    expect(shown('github', label)).toBe(expected);
  });
});

test.each([
  ['saas-linux-small-amd64', 'GitLab linux/amd64, bare'],
  ['saas-linux-medium-arm64', 'GitLab linux/arm64, bare'],
  ['ubuntu-latest', 'nobody'],
])('in GitLab %s: %s', (label, expected) => {
  expect(shown('gitlab', label)).toBe(expected);
});

test.each([
  ['X64', 'linux/amd64'],
  ['ARM64', 'linux/arm64'],
  ['arm', 'linux/arm/v7'],
  ['Linux', undefined],
  ['constructor', undefined],
])("of the labels that GitHub's runner gives itself, %s stands for %s", (label, expected) => {
  const platform = defaultLabelPlatform(label);
  expect(platform && formatPlatform(platform)).toBe(expected);
});

test.each([
  ['ubuntu-24.04', 'arm64', 'ubuntu-24.04-arm'],
  ['ubuntu-22.04-arm', 'amd64', 'ubuntu-22.04'],
  ['ubuntu-latest', 'arm64', 'ubuntu-24.04-arm'],
  ['ubuntu-24.04', 'riscv64', undefined],
  ['macos-15', 'amd64', undefined],
])('the machine beside %s for %s is %s', (label, architecture, twin) => {
  expect(twinOfLabel(label, { os: 'linux', architecture, variant: '' })).toBe(twin);
});
