/**
 * Sections of docs.github.com: "how-to" is actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations,
 * "syntax" is actions/reference/workflow-syntax.
 */
export interface DocumentedCase {
  readonly section: string;
  readonly matrix: string;
  readonly cells: readonly string[];
  readonly names?: readonly string[];
}

export const documented: readonly DocumentedCase[] = [
  {
    section: 'how-to, Adding a matrix strategy to your workflow job: the first variable varies slowest',
    matrix: '{go: ["1.23", "1.24", "1.25"], base: [alpine, debian]}',
    cells: [
      'go=1.23 base=alpine',
      'go=1.23 base=debian',
      'go=1.24 base=alpine',
      'go=1.24 base=debian',
      'go=1.25 base=alpine',
      'go=1.25 base=debian',
    ],
    names: [
      'image (1.23, alpine)',
      'image (1.23, debian)',
      'image (1.24, alpine)',
      'image (1.24, debian)',
      'image (1.25, alpine)',
      'image (1.25, debian)',
    ],
  },
  {
    section: 'how-to, Using a single-dimension matrix',
    matrix: '{arch: [amd64, arm64, riscv64]}',
    cells: ['arch=amd64', 'arch=arm64', 'arch=riscv64'],
    names: ['image (amd64)', 'image (arm64)', 'image (riscv64)'],
  },
  {
    section: 'how-to, Using a single-dimension matrix: one value makes one job',
    matrix: '{arch: [amd64]}',
    cells: ['arch=amd64'],
    names: ['image (amd64)'],
  },
  {
    section: 'how-to, Using a single-dimension matrix: numbers stay numbers',
    matrix: '{go: [10, 12.5]}',
    cells: ['go=10', 'go=12.5'],
    names: ['image (10)', 'image (12.5)'],
  },
  {
    section: 'how-to, Using a multi-dimensional matrix',
    matrix: '{runner: [ubuntu-24.04, ubuntu-24.04-arm], base: [alpine, debian, distroless]}',
    cells: [
      'runner=ubuntu-24.04 base=alpine',
      'runner=ubuntu-24.04 base=debian',
      'runner=ubuntu-24.04 base=distroless',
      'runner=ubuntu-24.04-arm base=alpine',
      'runner=ubuntu-24.04-arm base=debian',
      'runner=ubuntu-24.04-arm base=distroless',
    ],
  },
  {
    section: 'how-to, Using a multi-dimensional matrix: three dimensions',
    matrix: '{os: [linux], arch: [amd64, arm64], libc: [glibc, musl]}',
    cells: [
      'os=linux arch=amd64 libc=glibc',
      'os=linux arch=amd64 libc=musl',
      'os=linux arch=arm64 libc=glibc',
      'os=linux arch=arm64 libc=musl',
    ],
  },
  {
    section: 'how-to, Using a multi-dimensional matrix: a variable can be an array of objects',
    matrix: '{base: [alpine, debian], target: [{arch: amd64}, {arch: arm, variant: v7}]}',
    cells: [
      'base=alpine target={arch: amd64}',
      'base=alpine target={arch: arm, variant: v7}',
      'base=debian target={arch: amd64}',
      'base=debian target={arch: arm, variant: v7}',
    ],
    names: ['image (alpine, amd64)', 'image (alpine, arm, v7)', 'image (debian, amd64)', 'image (debian, arm, v7)'],
  },
  {
    section: 'how-to, Using contexts to create matrices: an array from a context through fromJSON',
    matrix: '{platform: "${{ fromJSON(inputs.platforms) }}"}',
    cells: ['platform=linux/amd64', 'platform=linux/arm64'],
    names: ['image (linux/amd64)', 'image (linux/arm64)'],
  },
  {
    section: 'how-to, Using contexts to create matrices: a value from a context',
    matrix: '{repository: ["${{ github.repository }}", acme/proxy]}',
    cells: ['repository=acme/gateway', 'repository=acme/proxy'],
  },
  {
    section: 'how-to, Expanding or adding matrix configurations: a key for one combination',
    matrix: '{os: [windows, linux], go: [23, 24, 25], include: [{os: windows, go: 25, msi: 6}]}',
    cells: [
      'os=windows go=23',
      'os=windows go=24',
      'os=windows go=25 msi=6',
      'os=linux go=23',
      'os=linux go=24',
      'os=linux go=25',
    ],
    names: [
      'image (windows, 23)',
      'image (windows, 24)',
      'image (windows, 25)',
      'image (linux, 23)',
      'image (linux, 24)',
      'image (linux, 25)',
    ],
  },
  {
    section: 'how-to, Expanding or adding matrix configurations: a combination is added',
    matrix: '{os: [darwin, windows, linux], go: [24, 25], include: [{os: windows, go: 26}]}',
    cells: [
      'os=darwin go=24',
      'os=darwin go=25',
      'os=windows go=24',
      'os=windows go=25',
      'os=linux go=24',
      'os=linux go=25',
      'os=windows go=26',
    ],
  },
  {
    section: 'how-to, Expanding or adding matrix configurations: without variables every entry of include is a job',
    matrix: '{include: [{site: production, datacenter: east}, {site: staging, datacenter: west}]}',
    cells: ['site=production datacenter=east', 'site=staging datacenter=west'],
    names: ['image (production, east)', 'image (staging, west)'],
  },
  {
    section: 'syntax, strategy.matrix.include: keys are added where they overwrite nothing',
    matrix:
      '{base: [alpine, debian], arch: [amd64, arm64], include: [{cache: registry}, {cache: gha, arch: amd64}, {base: alpine, libc: musl}, {base: scratch}, {base: scratch, arch: amd64}]}',
    cells: [
      'base=alpine arch=amd64 cache=gha libc=musl',
      'base=alpine arch=arm64 cache=registry libc=musl',
      'base=debian arch=amd64 cache=gha',
      'base=debian arch=arm64 cache=registry',
      'base=scratch',
      'base=scratch arch=amd64',
    ],
    names: [
      'image (alpine, amd64)',
      'image (alpine, arm64)',
      'image (debian, amd64)',
      'image (debian, arm64)',
      'image (scratch)',
      'image (scratch, amd64)',
    ],
  },
  {
    section: 'syntax, strategy.matrix.include: a key without a variable goes to all combinations',
    matrix: '{arch: [amd64, arm64], include: [{push: true}]}',
    cells: ['arch=amd64 push=true', 'arch=arm64 push=true'],
    names: ['image (amd64)', 'image (arm64)'],
  },
  {
    section: 'syntax, strategy.matrix.include: a later entry overwrites what an earlier one added',
    matrix: '{arch: [amd64, arm64], include: [{runner: ubuntu-24.04}, {arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['arch=amd64 runner=ubuntu-24.04', 'arch=arm64 runner=ubuntu-24.04-arm'],
  },
  {
    section: 'syntax, strategy.matrix.include: an original value is not overwritten, so a combination is added',
    matrix: '{arch: [amd64], include: [{arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['arch=amd64', 'arch=arm64 runner=ubuntu-24.04-arm'],
    names: ['image (amd64)', 'image (arm64, ubuntu-24.04-arm)'],
  },
  {
    section: 'syntax, strategy.matrix.include: entries do not add to what other entries made',
    matrix: '{arch: [amd64], include: [{arch: s390x}, {arch: s390x, runner: zseries}]}',
    cells: ['arch=amd64', 'arch=s390x', 'arch=s390x runner=zseries'],
  },
  {
    section: 'syntax, strategy.matrix.include: an entry that is a combination already changes nothing',
    matrix: '{arch: [amd64, arm64], include: [{arch: arm64}]}',
    cells: ['arch=amd64', 'arch=arm64'],
  },
  {
    section: 'syntax, strategy.matrix.include: one architecture more for two of five versions',
    matrix:
      '{arch: [amd64], go: ["1.21", "1.22", "1.23", "1.24", stable], include: [{arch: arm64, go: "1.23"}, {arch: arm64, go: stable}]}',
    cells: [
      'arch=amd64 go=1.21',
      'arch=amd64 go=1.22',
      'arch=amd64 go=1.23',
      'arch=amd64 go=1.24',
      'arch=amd64 go=stable',
      'arch=arm64 go=1.23',
      'arch=arm64 go=stable',
    ],
  },
  {
    section: 'syntax, strategy.matrix.include: the variables come first in the name of a combination that is added',
    matrix: '{arch: [amd64], include: [{runner: zseries, arch: s390x}]}',
    cells: ['arch=amd64', 'arch=s390x runner=zseries'],
    names: ['image (amd64)', 'image (s390x, zseries)'],
  },
  {
    section: 'how-to, Excluding matrix configurations: a partial match is enough',
    matrix:
      '{arch: [amd64, arm64], go: [23, 24, 25], base: [alpine, debian], exclude: [{arch: amd64, go: 23, base: debian}, {arch: arm64, go: 25}]}',
    cells: [
      'arch=amd64 go=23 base=alpine',
      'arch=amd64 go=24 base=alpine',
      'arch=amd64 go=24 base=debian',
      'arch=amd64 go=25 base=alpine',
      'arch=amd64 go=25 base=debian',
      'arch=arm64 go=23 base=alpine',
      'arch=arm64 go=23 base=debian',
      'arch=arm64 go=24 base=alpine',
      'arch=arm64 go=24 base=debian',
    ],
  },
  {
    section: 'how-to, Excluding matrix configurations: one combination',
    matrix: '{arch: [amd64, arm64], base: [alpine, debian], exclude: [{arch: arm64, base: debian}]}',
    cells: ['arch=amd64 base=alpine', 'arch=amd64 base=debian', 'arch=arm64 base=alpine'],
  },
  {
    section: 'how-to, Excluding matrix configurations: include is read after exclude and adds back',
    matrix:
      '{arch: [amd64, arm64], base: [alpine, debian], exclude: [{arch: arm64}], include: [{arch: arm64, base: alpine}]}',
    cells: ['arch=amd64 base=alpine', 'arch=amd64 base=debian', 'arch=arm64 base=alpine'],
  },
  {
    section: 'how-to, Excluding matrix configurations: exclude does not take out what include adds',
    matrix: '{arch: [amd64, arm64], exclude: [{arch: arm64}], include: [{arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['arch=amd64', 'arch=arm64 runner=ubuntu-24.04-arm'],
  },
  {
    section: 'how-to, Example: Using an output to define two matrices (its shape, from a known value)',
    matrix: '{artifact: "${{ fromJSON(\'[\\"gateway\\", \\"worker\\"]\') }}"}',
    cells: ['artifact=gateway', 'artifact=worker'],
  },
  {
    section: 'reference/evaluate-expressions, fromJSON: the whole matrix from JSON',
    matrix:
      '"${{ fromJSON(\'{\\"include\\":[{\\"project\\":\\"gateway\\",\\"config\\":\\"Debug\\"},{\\"project\\":\\"worker\\",\\"config\\":\\"Release\\"}]}\') }}"',
    cells: ['project=gateway config=Debug', 'project=worker config=Release'],
    names: ['image (gateway, Debug)', 'image (worker, Release)'],
  },
  {
    section: 'reference/evaluate-expressions, fromJSON: types of JSON are kept',
    matrix: '{race: ["${{ fromJSON(inputs.race) }}", "${{ fromJSON(\'3\') }}"]}',
    cells: ['race=true', 'race=3'],
  },
  {
    section: 'reference/evaluate-expressions, operators: strings are compared without case',
    matrix: '{arch: [AMD64, arm64], exclude: [{arch: amd64}]}',
    cells: ['arch=arm64'],
  },
  {
    section: 'reference/evaluate-expressions, operators: a number is equal to the string that spells it',
    matrix: '{go: [24, 25], exclude: [{go: "24"}]}',
    cells: ['go=25'],
  },
  {
    section: 'reference/contexts, matrix context: properties have no case',
    matrix: '{Arch: [amd64, arm64], include: [{arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['Arch=amd64', 'Arch=arm64 runner=ubuntu-24.04-arm'],
  },
];
