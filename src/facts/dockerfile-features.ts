import type { DockerfileReader } from './dockerfile-readers.ts';

/** A part of the Dockerfile syntax that not every reader knows. */
export type DockerfileFeature =
  | 'RUN heredoc'
  | 'quoted RUN heredoc'
  | 'COPY heredoc'
  | 'RUN --mount=type=secret'
  | 'RUN --mount=type=bind'
  | 'RUN --mount=type=ssh'
  | 'RUN --mount=type=tmpfs'
  | 'RUN --mount=type=cache'
  | 'RUN --security'
  | 'COPY --chmod';

/** What a reader that does not know a feature makes of it. */
export interface FeatureRow {
  readonly feature: DockerfileFeature;
  readonly reader: DockerfileReader;
  readonly variant: string;
  /** The first version that knows it; empty: none does. */
  readonly since: string;
  /** Holds for older versions only; the rows for newer ones follow. */
  readonly before?: string;
  /** The newest version for which `since` was looked up; later ones may differ. Absent: there will be no later ones. */
  readonly checked?: string;
  /** A variable that turns it on before `since`, and the version from which on it does. */
  readonly switch?: { readonly variable: string; readonly since: string };
  /** Completes "Kaniko 1.24.0 …". */
  readonly effect: string;
  /** `info`: the image comes out right all the same. */
  readonly severity: 'error' | 'info';
}

type Effect = Pick<FeatureRow, 'feature' | 'severity' | 'effect'>;

const error = (feature: DockerfileFeature, effect: string): Effect => ({ feature, severity: 'error', effect });
const info = (feature: DockerfileFeature, effect: string): Effect => ({ feature, severity: 'info', effect });

const runHeredoc = error(
  'RUN heredoc',
  'hands the shell a heredoc without its lines, so they do not run, and the build goes on',
);
const quotedHeredoc = { ...runHeredoc, feature: 'quoted RUN heredoc' } as const;
const copyHeredoc = error(
  'COPY heredoc',
  'takes `<<EOF` for the name of a file and ends the build, because there is none',
);
const secretMount = error('RUN --mount=type=secret', 'ignores the mount, so the command finds no secret');
const bindMount = error('RUN --mount=type=bind', 'ignores the mount, so the command does not find the files');
const sshMount = error('RUN --mount=type=ssh', 'ignores the mount, so the command finds no key');
const tmpfsMount = info('RUN --mount=type=tmpfs', 'ignores the mount, so the files there become a part of the image');
const cacheMount = info(
  'RUN --mount=type=cache',
  'ignores the mount, so nothing is cached and the files become a part of the image',
);
const security = error('RUN --security', 'ignores the flag, so the command has no more rights than any other');
const chmod = error('COPY --chmod', 'ignores the flag, so the files keep the modes that they have in the context');

/** Source: kaniko v1.24.0 pkg/commands/run.go; issues 1713, 3351 (heredocs), 969, 1568 (flags of `RUN`); CHANGELOG v1.23.0. */
const kaniko = [
  runHeredoc,
  quotedHeredoc,
  copyHeredoc,
  secretMount,
  bindMount,
  sshMount,
  tmpfsMount,
  cacheMount,
  security,
].map((effect) => ({ ...effect, since: '' }));

/**
 * Source: osscontainertools/kaniko CHANGELOG v1.25.4, v1.26.0, v1.26.3, v1.27.0, v1.27.3, pkg/commands/run.go (a heredoc
 * counts as a script only where its delimiter is not quoted; issue 1025).
 */
const fork = [
  { ...runHeredoc, since: '1.25.4' },
  { ...copyHeredoc, since: '1.25.4' },
  { ...quotedHeredoc, since: '' },
  { ...secretMount, since: '1.27.0', switch: { variable: 'FF_KANIKO_RUN_MOUNT_SECRET', since: '1.26.3' } },
  { ...bindMount, since: '1.28.0', switch: { variable: 'FF_KANIKO_RUN_MOUNT_BIND', since: '1.27.3' } },
  { ...cacheMount, since: '1.26.0', switch: { variable: 'FF_KANIKO_RUN_MOUNT_CACHE', since: '1.25.6' } },
  { ...sshMount, since: '' },
  { ...tmpfsMount, since: '' },
  { ...security, since: '' },
] as const;

const refusesMounts = 'ends the build: `the --mount option requires BuildKit`';
const refusesLines = 'takes the lines of a heredoc for instructions and ends the build: `unknown instruction`';

/** Source: moby v23.0 builder/dockerfile/dispatchers.go, parser of 2017 (knows no heredocs). */
const classic = [
  error('RUN heredoc', refusesLines),
  error('quoted RUN heredoc', refusesLines),
  error('COPY heredoc', refusesLines),
  error('RUN --mount=type=secret', refusesMounts),
  error('RUN --mount=type=bind', refusesMounts),
  error('RUN --mount=type=ssh', refusesMounts),
  error('RUN --mount=type=tmpfs', refusesMounts),
  error('RUN --mount=type=cache', refusesMounts),
  error('COPY --chmod', 'ends the build: `the --chmod option requires BuildKit`'),
].map((effect) => ({ ...effect, since: '' }));

/** Source: buildah CHANGELOG v1.20.0 and v1.33.0; openshift/imagebuilder dispatchers.go run. */
const buildah = [
  { ...error('RUN heredoc', refusesLines), since: '1.33.0' },
  { ...error('quoted RUN heredoc', refusesLines), since: '1.33.0' },
  { ...error('COPY heredoc', refusesLines), since: '1.33.0' },
  { ...error('COPY --chmod', 'ends the build: it knows no `--chmod`'), since: '1.20.0' },
  { ...error('RUN --security', 'ends the build: it knows no `--security`'), since: '' },
];

/** Versions of Podman count by the Buildah in them. Source: podman go.mod v3.1.0 and v4.8.0. */
const podman = [
  { ...error('RUN heredoc', refusesLines), since: '4.8.0' },
  { ...error('quoted RUN heredoc', refusesLines), since: '4.8.0' },
  { ...error('COPY heredoc', refusesLines), since: '4.8.0' },
  { ...error('COPY --chmod', 'ends the build: it knows no `--chmod`'), since: '3.1.0' },
  { ...error('RUN --security', 'ends the build: it knows no `--security`'), since: '' },
];

/** Source: kaniko v1.7.0, whose parser knows no flags of `RUN`. */
const firstKaniko = (['secret', 'bind', 'ssh', 'tmpfs', 'cache'] as const).map((type) => ({
  ...error(`RUN --mount=type=${type}`, 'ends the build: `Unknown flag: mount`'),
  since: '',
  before: '1.8.0',
}));

/** What is missing, by reader. BuildKit knows everything; its frontends are in `dockerfile-frontends.ts`. */
export const featureRows: readonly FeatureRow[] = [
  ...firstKaniko.map((row) => ({ ...row, reader: 'Kaniko' as const, variant: '' })),
  ...kaniko.map((row) => ({ ...row, reader: 'Kaniko' as const, variant: '' })),
  { ...chmod, since: '1.23.0', reader: 'Kaniko', variant: '' },
  ...kaniko.map((row) => ({ ...row, reader: 'Kaniko' as const, variant: 'chainguard' })),
  ...fork.map((row) => ({ ...row, reader: 'Kaniko' as const, variant: 'osscontainertools', checked: '1.28.3' })),
  ...classic.map((row) => ({ ...row, reader: 'the classic Docker builder' as const, variant: '' })),
  ...buildah.map((row) => ({ ...row, reader: 'Buildah' as const, variant: '', checked: '1.42.0' })),
  ...podman.map((row) => ({ ...row, reader: 'Podman' as const, variant: '', checked: '5.7.0' })),
];
