import { describe, expect, test } from 'vitest';
import type { Runner } from '../../src/model/machine/runner.ts';
import { formatPlatform } from '../../src/oci/index.ts';
import { readHelmValues } from '../../src/runner/read-helm-values.ts';
import { isRunnerConfig, readRunnerConfig } from '../../src/runner/read-runner-config.ts';
import { SourceFile, sourceText } from '../../src/source/source-file.ts';

const runnersOf = (text: string): readonly Runner[] =>
  readRunnerConfig(new SourceFile('runner/config.toml', `[[runners]]\n${text}`)).runners;
const runnerOf = (text: string): Runner => runnersOf(text)[0]!;
const privilegesOf = ({ privileges }: Runner): readonly string[] =>
  privileges.map(({ kind, span }) => `${kind}: ${sourceText(span)}`);

const docker = (settings: string): string => `executor = "docker"\n[runners.docker]\n${settings}`;
const kubernetes = (settings: string): string => `executor = "kubernetes"\n[runners.kubernetes]\n${settings}`;

describe('a config.toml', () => {
  test('is one of GitLab Runner if it has runners', () => {
    expect(isRunnerConfig('config.toml', 'concurrent = 4\n[[runners]]\n')).toBe(true);
    expect(isRunnerConfig('config.toml', '[server]\nport = 80\n')).toBe(false);
    expect(isRunnerConfig('config.yml', '[[runners]]\n')).toBe(false);
  });

  test('of another tool has no runners, even a broken one', () => {
    expect(readRunnerConfig(new SourceFile('config.toml', '[server\n'))).toEqual({ runners: [], unreadable: [] });
  });

  test('names its runners, with their blocks', () => {
    const runners = runnersOf('name = "amd64"\n[runners.docker]\nimage = "alpine"\n[[runners]]\nname = "arm64"');
    expect(runners.map(({ name }) => name)).toEqual(['amd64', 'arm64']);
    expect(sourceText(runners[0]!.span)).toBe('[[runners]]\nname = "amd64"\n[runners.docker]\nimage = "alpine"');
    expect(runners[0]!.labels).toMatchObject({ items: [], openTo: [{ kind: 'runner' }] });
  });

  test.each([
    '[[runners]]\nname = "a\n',
    '[[runners]]\nname = \n',
    '[[runners]]\nx = 1\nx = 2\n',
    `[[runners]]\nx = ${'['.repeat(5000)}`,
  ])('that is broken is unreadable at its place: %j', (text) => {
    const { runners, unreadable } = readRunnerConfig(new SourceFile('config.toml', text));
    expect(runners).toEqual([]);
    expect(unreadable).toHaveLength(1);
    expect(unreadable[0]!.at.start).toBeGreaterThan(11);
  });
});

describe('privileges of the Docker executor', () => {
  test.each([
    ['privileged = true', ['privileged: privileged = true']],
    ['privileged = false', []],
    ['services_privileged = true', ['services-privileged: services_privileged = true']],
    ['cap_add = ["NET_BIND_SERVICE", "SYS_ADMIN"]', ['capability: "SYS_ADMIN"']],
    [
      'volumes = ["/cache", "/var/run/docker.sock:/var/run/docker.sock"]',
      ['docker-socket: "/var/run/docker.sock:/var/run/docker.sock"'],
    ],
    ['volumes = ["/run/user/1000/docker.sock:/var/run/docker.sock"]', []],
  ])('%s', (settings, privileges) => {
    expect(privilegesOf(runnerOf(docker(settings)))).toEqual(privileges);
  });

  test('narrowed to images leave the services privileged', () => {
    const runner = runnerOf(docker('privileged = true\nallowed_privileged_images = ["docker:*-dind-rootless"]'));
    expect(runner.privileges).toMatchObject([
      { kind: 'privileged', narrowedTo: { is: 'set', value: ['docker:*-dind-rootless'] } },
      { kind: 'services-privileged', narrowedTo: { is: 'unset' } },
    ]);
    expect(runner.privileged.is).toBe('yes');
  });

  test('are none for another executor', () => {
    expect(privilegesOf(runnerOf('executor = "shell"\n[runners.docker]\nprivileged = true'))).toEqual([]);
  });
});

describe('privileges of the Kubernetes executor', () => {
  test.each([
    ['privileged = true', ['privileged: privileged = true'], 'yes'],
    ['allow_privilege_escalation = true', ['privilege-escalation: allow_privilege_escalation = true'], 'no'],
    [
      'privileged = true\n[runners.kubernetes.build_container_security_context]\nprivileged = false',
      ['privileged: privileged = true'],
      'no',
    ],
    [
      '[runners.kubernetes.service_container_security_context]\nprivileged = true',
      ['services-privileged: privileged = true'],
      'no',
    ],
    [
      '[runners.kubernetes.build_container_security_context.capabilities]\nadd = ["CAP_SYS_ADMIN"]',
      ['capability: "CAP_SYS_ADMIN"'],
      'no',
    ],
    [
      '[[runners.kubernetes.volumes.host_path]]\nname = "docker"\nmount_path = "/var/run/docker.sock"',
      ['docker-socket: mount_path = "/var/run/docker.sock"'],
      'no',
    ],
    [
      '[[runners.kubernetes.pod_spec]]\npatch = \'{"containers":[{"securityContext":{"privileged":true}}]}\'',
      ['privileged: privileged":true'],
      'yes',
    ],
  ])('%s', (settings, privileges, privileged) => {
    const runner = runnerOf(kubernetes(settings));
    expect(privilegesOf(runner)).toEqual(privileges);
    expect(runner.privileged.is).toBe(privileged);
  });
});

describe('nodes', () => {
  const platformOf = ({ platform }: Runner): string =>
    platform.is === 'set' ? formatPlatform(platform.value) : platform.is;

  test.each([
    [kubernetes('[runners.kubernetes.node_selector]\n"kubernetes.io/arch" = "arm64"'), 'linux/arm64'],
    [kubernetes('image = "alpine"'), 'unset'],
    [kubernetes('[runners.kubernetes.node_selector]\npool = "builders"'), 'unknown'],
    [docker('image = "alpine"'), 'unknown'],
  ])('%s', (text, platform) => {
    expect(platformOf(runnerOf(text))).toBe(platform);
  });

  test('may be chosen by jobs where a pattern allows it', () => {
    const runner = runnerOf(kubernetes('node_selector_overwrite_allowed = "kubernetes.io/arch=.*"'));
    const { nodeSelectorOverwrite } = runner;
    expect(nodeSelectorOverwrite).toMatchObject({ is: 'set', value: { pattern: 'kubernetes.io/arch=.*' } });
    expect(nodeSelectorOverwrite.is === 'set' && sourceText(nodeSelectorOverwrite.value.span)).toBe(
      'node_selector_overwrite_allowed = "kubernetes.io/arch=.*"',
    );
  });

  test.each(['', 'node_selector_overwrite_allowed = ""'])('may not be chosen with `%s`', (settings) => {
    expect(runnerOf(kubernetes(settings)).nodeSelectorOverwrite.is).toBe('unset');
  });
});

describe('the executor of a block that names none', () => {
  test.each([
    ['[runners.kubernetes]\nprivileged = false', { is: 'set', value: 'kubernetes' }],
    ['[runners.docker]\nimage = "alpine"', { is: 'set', value: 'docker' }],
    ['[runners.docker]\nimage = "alpine"\n[runners.kubernetes]\nnamespace = "ci"', { is: 'unset' }],
    ['name = "build"', { is: 'unset' }],
    ['executor = "shell"\n[runners.docker]\nimage = "alpine"', { is: 'set', value: 'shell' }],
  ])('is that of its only section: %j', (text, executor) => {
    expect(runnerOf(text).executor).toEqual(executor);
  });
});

describe('Helm values', () => {
  const read = (text: string) => readHelmValues(new SourceFile('values.yaml', text));
  const values = `gitlabUrl: https://gitlab.example.com
runners:
  config: |
    [[runners]]
      name = "{{ .Release.Name }}"
      [runners.kubernetes]
        namespace = {{ .Release.Namespace | quote }}
        {{- if .Values.dind }}
        privileged = true
        {{- end }}
        cap_add = ["SYS_ADMIN"]
        node_selector_overwrite_allowed = ".*"
  tags: "docker, arm64"
`;

  test('hold a config.toml with exact places', () => {
    const [runner] = read(values).runners;
    expect(privilegesOf(runner!)).toEqual(['capability: "SYS_ADMIN"']);
    expect(runner!.executor).toEqual({ is: 'set', value: 'kubernetes' });
    expect(runner!.labels).toEqual({ items: ['docker', 'arm64'], openTo: [] });
  });

  test('leave open what the template decides', () => {
    expect(read(values).runners[0]!.privileged).toMatchObject({ is: 'unknown', causes: [{ kind: 'expression' }] });
  });

  test('show the place of broken TOML', () => {
    const text = 'runners:\n  config: |\n    [[runners]]\n      name = broken\n';
    const [problem] = read(text).unreadable;
    expect(problem!.at.file.positionAt(problem!.at.start)).toMatchObject({ line: 4 });
  });

  test('of old charts describe one runner', () => {
    const [runner] = read('runners:\n  privileged: true\n  tags: "amd64"\n').runners;
    expect(privilegesOf(runner!)).toEqual(['privileged: privileged: true']);
    expect(runner).toMatchObject({ privileged: { is: 'yes' }, labels: { items: ['amd64'] } });
  });

  test('without a configuration do not tell whether jobs choose their nodes', () => {
    expect(read('runners:\n  tags: "amd64"\n').runners[0]!.nodeSelectorOverwrite.is).toBe('unknown');
  });

  test('of a subchart are found below its name', () => {
    expect(read('gitlab-runner:\n  runners:\n    privileged: true\n').runners).toHaveLength(1);
  });

  test.each(['replicas: 3\n', 'runners:\n  replicas: 3\n', '- a\n', '', 'a: [', 'runners: &r\n  x: *r\n'])(
    'of another chart hold no runners: %j',
    (text) => {
      expect(read(text)).toEqual({ runners: [], unreadable: [] });
    },
  );
});
