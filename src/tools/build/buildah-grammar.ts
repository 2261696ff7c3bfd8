import { booleans, type FlagGrammar, valued } from '../flags.ts';

/** Source: containers/buildah pkg/cli/common.go v1.41; containers/podman cmd/podman/common/build.go v5. */
const build: FlagGrammar = {
  style: 'pflag',
  operands: 1,
  flags: [
    ...valued(
      '--platform --arch --os --variant --manifest --tag|-t --jobs --file|-f --build-arg --build-arg-file --build-context ' +
        '--target --cache-from --cache-to --cache-ttl --isolation --format --authfile --sbom --sbom-output --timestamp ' +
        '--source-date-epoch --creds --cert-dir --label --annotation --volume|-v --secret --ssh --network|--net --add-host ' +
        '--env --unsetenv --unsetlabel --cap-add --cap-drop --security-opt --memory|-m --memory-swap --cpu-shares|-c ' +
        '--cpu-period --cpu-quota --cpuset-cpus --cpuset-mems --cgroup-parent --device --dns --dns-option --dns-search ' +
        '--from --hooks-dir --http-proxy --iidfile --ignorefile --ipc --layer-label --logfile --loglevel --log-rusage ' +
        '--os-feature --os-version --output|-o --pid --retry --retry-delay --runtime --runtime-flag --shm-size --sign-by ' +
        '--ulimit --userns --userns-uid-map --userns-gid-map --uts --cpp-flag --decryption-key --group-add --metadata-file',
    ),
    ...booleans(
      '--all-platforms --layers --no-cache --pull-always --pull-never --squash --squash-all --rm --force-rm --quiet|-q ' +
        '--tls-verify --compress --disable-compression|-D --identity-label --inherit-labels --no-hosts --no-hostname ' +
        '--omit-history --save-stages --skip-unused-stages --stdin --disable-content-trust --rewrite-timestamp --created-annotation',
    ),
    { names: ['--pull'], takes: 'optional' },
  ],
};

const push: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued(
      '--authfile --cert-dir --creds --digestfile --format|-f --sign-by --compression-format --compression-level --retry ' +
        '--retry-delay --encryption-key --encrypt-layer --sign-by-sigstore --sign-by-sigstore-private-key --sign-passphrase-file',
    ),
    ...booleans(
      '--all --rm --quiet|-q --tls-verify --disable-compression|-D --force-compression --remove-signatures|--rm-signatures ' +
        '--compress --disable-content-trust --purge|-p',
    ),
  ],
};

const manifestAdd: FlagGrammar = {
  style: 'pflag',
  operands: 2,
  flags: [
    ...valued('--arch --os --variant --os-version --os-features --features --annotation --authfile --creds --cert-dir'),
    ...booleans('--all --tls-verify --amend|-a --replace --insecure'),
  ],
};

const subcommands: FlagGrammar['subcommands'] = {
  build,
  bud: build,
  'build-using-dockerfile': build,
  push,
  tag: { style: 'pflag', operands: 2, flags: [] },
  manifest: { style: 'pflag', flags: [], subcommands: { push, add: manifestAdd } },
};

/** `buildah …` and `podman …`, which share their commands. */
export const buildahGrammar: FlagGrammar = {
  style: 'pflag',
  stopsAtPositional: true,
  flags: [
    ...valued(
      '--log-level --root --runroot --storage-driver --storage-opt --registries-conf --registries-conf-dir --userns-uid-map ' +
        '--userns-gid-map --short-name-alias-conf --cgroup-manager --connection|-c --url --identity --module --network-config-dir ' +
        '--events-backend --runtime --tmpdir --conmon --volumepath',
    ),
    ...booleans('--debug --remote|-r --version|-v --help|-h --syslog --noout'),
  ],
  subcommands: { ...subcommands, image: { style: 'pflag', flags: [], subcommands } },
};
