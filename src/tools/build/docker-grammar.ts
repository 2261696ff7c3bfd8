import { booleans, type FlagGrammar, valued } from '../flags.ts';

/** Source: docker/buildx commands/build.go v0.30 and docker/cli cli/command/image/build.go v29. */
const build: FlagGrammar = {
  style: 'pflag',
  operands: 1,
  flags: [
    ...valued(
      '--platform --tag|-t --file|-f --target --build-arg --build-context --output|-o --provenance --sbom --attest ' +
        '--cache-from --cache-to --allow --annotation --label --metadata-file --iidfile --secret --ssh --network --builder ' +
        '--call --add-host --cgroup-parent --shm-size --ulimit --progress --policy --no-cache-filter ' +
        '--memory|-m --memory-swap --cpu-shares|-c --cpu-period --cpu-quota --cpuset-cpus --cpuset-mems --isolation --security-opt ' +
        '--print --invoke --root --server-config',
    ),
    ...booleans(
      '--push --load --no-cache --pull --quiet|-q --check --squash --compress --rm --force-rm --debug|-D --detach',
    ),
  ],
};

/** Source: docker/buildx commands/bake.go v0.30. */
const bake: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued(
      '--file|-f --set --var --sbom --provenance --policy --allow --builder --metadata-file --call --execution --jobs|-j ' +
        '--list --progress',
    ),
    ...booleans('--push --load --no-cache --pull --print --check --list-targets --list-variables --debug|-D'),
  ],
};

/** Source: docker/compose cmd/compose/build.go, push.go, compose.go v2.40. */
const compose: FlagGrammar = {
  style: 'pflag',
  stopsAtPositional: true,
  flags: [
    ...valued('--file|-f --project-name|-p --profile --env-file --project-directory --parallel --ansi --progress'),
    ...booleans('--all-resources --compatibility --dry-run --verbose --version|-v --help|-h'),
  ],
  subcommands: {
    build: {
      style: 'pflag',
      flags: [
        ...valued('--build-arg --builder --memory|-m --ssh --progress --provenance --sbom'),
        ...booleans(
          '--push --no-cache --pull --quiet|-q --with-dependencies --print --check --parallel --compress --force-rm --no-rm ' +
            '--dry-run',
        ),
      ],
    },
    push: {
      style: 'pflag',
      flags: booleans('--ignore-push-failures --include-deps --quiet|-q --dry-run'),
    },
  },
};

const create: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued('--name --driver --node --platform --driver-opt --buildkitd-flags --flags --buildkitd-config --config'),
    ...booleans('--use --append --bootstrap --leave --timeout'),
  ],
};

const use: FlagGrammar = { style: 'pflag', operands: 1, flags: [...booleans('--default --global')] };

const push: FlagGrammar = {
  style: 'pflag',
  operands: 1,
  flags: [...valued('--platform'), ...booleans('--all-tags|-a --quiet|-q --disable-content-trust')],
};

const tag: FlagGrammar = { style: 'pflag', operands: 2, flags: [] };

const buildx: FlagGrammar = {
  style: 'pflag',
  stopsAtPositional: true,
  flags: [...valued('--builder'), ...booleans('--debug|-D')],
  subcommands: { build, b: build, bake, f: bake, create, use, install: { style: 'pflag', flags: [] } },
};

/** `docker …`: the commands that build, tag, push and choose builders. */
export const dockerGrammar: FlagGrammar = {
  style: 'pflag',
  stopsAtPositional: true,
  flags: [
    ...valued('--config --context|-c --host|-H --log-level|-l --tlscacert --tlscert --tlskey'),
    ...booleans('--debug|-D --tls --tlsverify --version|-v --help'),
  ],
  subcommands: {
    build,
    push,
    tag,
    image: { style: 'pflag', flags: [], subcommands: { build, push, tag } },
    builder: { style: 'pflag', flags: [], subcommands: { build } },
    buildx,
    bake,
    compose,
  },
};

/** The plugin called by its own name: `buildx build …`, `docker-buildx build …`. */
export const buildxGrammar: FlagGrammar = { ...dockerGrammar, flags: [], subcommands: { buildx } };
