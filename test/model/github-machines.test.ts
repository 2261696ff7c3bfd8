import { describe, expect, test } from 'vitest';
import {
  hostedMachineOf,
  isOnThrowawayMachine,
  type Job,
  keepsFiles,
  machineEvidence,
  machinePlatform,
  mayShareMachine,
  nodeSelectors,
  type Project,
  takersOf,
  wordsOf,
} from '../../src/model/index.ts';
import { formatPlatform } from '../../src/oci/index.ts';
import { jobNamed, projectOf } from '../project/repository.ts';

const workflow = (runsOn: string, more = ''): string => `
on: { push: { branches: [main] } }
jobs:
  package:
    runs-on: ${runsOn}
${more}    steps: [{ run: docker build -t shop . }]
`;

const inGithub = (runsOn: string, more = ''): { readonly project: Project; readonly job: Job } => {
  const project = projectOf({ '.github/workflows/ci.yml': workflow(runsOn, more) });
  const [job] = project.pipelines.flatMap(({ jobs }) => jobs.items);
  return { project, job: job! };
};

const platformOf = (runsOn: string): string => {
  const { project, job } = inGithub(runsOn);
  const machine = machinePlatform(job, project.expectations);
  if (machine.is !== 'set') return machine.is;
  const { platform, doubts = [] } = machine.value;
  return `${formatPlatform(platform)}${doubts.length > 0 ? ', perhaps' : ''}`;
};

describe('the machine of a job of GitHub', () => {
  test.each([
    ['ubuntu-latest', 'linux/amd64'],
    ['ubuntu-24.04-arm', 'linux/arm64'],
    ['macos-15', 'linux/arm64'],
    ['[self-hosted, Linux, X64]', 'linux/amd64'],
    ['[self-hosted, linux, ARM64]', 'linux/arm64'],
    ['[self-hosted, ARM]', 'linux/arm/v7, perhaps'],
    ['[self-hosted, linux]', 'unset'],
    ['linux-arm64-cpu4', 'linux/arm64, perhaps'],
    ['ubuntu-2404-2core', 'unset'],
    ['depot-ubuntu-24.04-arm-8', 'linux/arm64'],
    ['"${{ vars.RUNNER_ARM64 }}"', 'linux/arm64, perhaps'],
    ['"${{ vars.RUNNER }}"', 'unknown'],
    ["\"${{ vars.BIG == 'arm64' && vars.BIG_RUNNER || 'ubuntu-latest' }}\"", 'unknown'],
    ["\"${{ vars.BIG == 'arm64' && 'depot-ubuntu-24.04-8' || 'ubuntu-latest' }}\"", 'linux/amd64'],
    ["\"${{ vars.BIG && 'ubuntu-24.04-arm' || 'ubuntu-latest' }}\"", 'unknown'],
    ['{ group: builders }', 'unknown'],
    ['{ group: builders, labels: [ARM64] }', 'linux/arm64'],
  ])('by %s: %s', (runsOn, expected) => {
    expect(platformOf(runsOn)).toBe(expected);
  });

  test('is named as GitHub names what chooses it', () => {
    const { project, job } = inGithub('ubuntu-24.04-arm');
    const [evidence] = machineEvidence(job, project.expectations).items;
    expect(evidence?.shown).toBe('the runner label `ubuntu-24.04-arm`');
    expect(wordsOf(job)).toMatchObject({ labelsKey: 'runs-on', variablesKey: 'env', pipeline: 'workflow' });
  });

  test('is not chosen by the variables of GitLab, and none of its runners takes the job', () => {
    const project = projectOf({
      '.github/workflows/ci.yml': workflow(
        'docker',
        '    env: { KUBERNETES_NODE_SELECTOR_ARCH: kubernetes.io/arch=arm64 }\n',
      ),
      'config.toml': '[[runners]]\nname = "pool"\nexecutor = "docker"\n[runners.docker]\nimage = "alpine"\n',
    });
    const [job] = project.pipelines.flatMap(({ jobs }) => jobs.items);
    expect(project.runners.items).toHaveLength(1);
    expect(nodeSelectors(job!)).toEqual([]);
    expect(takersOf(project, job!)).toEqual([]);
  });

  test('is never shared with a job of GitLab', () => {
    const project = projectOf({
      '.github/workflows/ci.yml': workflow('docker'),
      '.gitlab-ci.yml':
        'image: { tags: [docker], script: [docker build .] }\nbuild: { tags: [docker], script: [docker build .] }\n',
    });
    expect(mayShareMachine(jobNamed(project, 'package'), jobNamed(project, 'build')).is).toBe('no');
  });
});

describe('whether jobs of GitHub may share a machine', () => {
  test.each([
    ['pool', 'ubuntu-24.04-arm', 'no'],
    ['ubuntu-24.04-arm', '[self-hosted, pool]', 'no'],
    ['pool', 'pool', 'yes'],
    ['pool', 'other-pool', 'unknown'],
    ['"${{ vars.RUNNER }}"', 'ubuntu-24.04-arm', 'unknown'],
    ['ubuntu-24.04', 'ubuntu-latest', 'unknown'],
  ])('%s and %s: %s', (one, other, expected) => {
    const project = projectOf({ '.github/workflows/a.yml': workflow(one), '.github/workflows/b.yml': workflow(other) });
    const [first, second] = project.pipelines.flatMap(({ jobs }) => jobs.items);
    expect(mayShareMachine(first!, second!).is).toBe(expected);
  });
});

describe('whether the machine is thrown away behind the job', () => {
  test.each([
    ['ubuntu-latest', 'yes', 'no'],
    ['depot-ubuntu-24.04-4', 'yes', 'no'],
    ['[self-hosted, linux, X64]', 'no', 'unknown'],
    ['[self-hosted, ubuntu-latest]', 'no', 'unknown'],
    ['X64', 'no', 'unknown'],
    ['linux-amd64-cpu4', 'unknown', 'unknown'],
    ['"${{ vars.RUNNER }}"', 'unknown', 'unknown'],
    ['{ group: builders }', 'unknown', 'unknown'],
  ])('%s: %s; it keeps files: %s', (runsOn, isThrownAway, keeps) => {
    const { project, job } = inGithub(runsOn);
    expect(isOnThrowawayMachine(job).is).toBe(isThrownAway);
    expect(keepsFiles(project, job).is).toBe(keeps);
  });

  test('is only bare where nobody has prepared it', () => {
    expect(hostedMachineOf(inGithub('ubuntu-latest').job)?.isBare).toBe(true);
    expect(hostedMachineOf(inGithub('depot-ubuntu-24.04').job)?.isBare).toBe(false);
    expect(hostedMachineOf(inGithub('[self-hosted, ubuntu-latest]').job)).toBeUndefined();
  });
});

test('tags of GitLab keep what they say', () => {
  const ci = (tag: string) =>
    projectOf({ '.gitlab-ci.yml': `build: { tags: ["${tag}"], script: [docker build .] }\n` });
  const said = ['arm', 'amd', 'arm64', 'ubuntu-latest', 'saas-linux-small-arm64', 'windows-2022', 'constructor'].map(
    (tag) => {
      const project = ci(tag);
      const machine = machinePlatform(jobNamed(project, 'build'), project.expectations);
      return machine.is === 'set' ? formatPlatform(machine.value.platform) : machine.is;
    },
  );
  expect(said).toEqual(['linux/arm64', 'linux/amd64', 'linux/arm64', 'unset', 'linux/arm64', 'unset', 'unset']);
});
