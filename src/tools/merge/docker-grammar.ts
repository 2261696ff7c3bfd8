import { booleans, type FlagGrammar, valued } from '../flags.ts';

const image: Readonly<Record<string, FlagGrammar>> = {
  pull: {
    style: 'pflag',
    flags: [...valued('--platform'), ...booleans('--all-tags|-a --quiet|-q --disable-content-trust')],
    operands: 1,
  },
  push: {
    style: 'pflag',
    flags: [...valued('--platform'), ...booleans('--all-tags|-a --quiet|-q --disable-content-trust')],
    operands: 1,
  },
  tag: { style: 'pflag', flags: [], operands: 2 },
  build: { style: 'pflag', flags: valued('--tag|-t') },
};

const imagetools: FlagGrammar = {
  style: 'pflag',
  flags: [],
  subcommands: {
    create: {
      style: 'pflag',
      flags: [
        ...valued('--tag|-t --file|-f --annotation --platform|-p --metadata-file --progress'),
        ...booleans('--append --dry-run --prefer-index --push'),
      ],
    },
  },
};

const buildx: FlagGrammar = {
  style: 'pflag',
  flags: [...valued('--builder'), ...booleans('--debug|-D')],
  subcommands: { imagetools, build: { style: 'pflag', flags: valued('--tag|-t') } },
};

const manifest: FlagGrammar = {
  style: 'pflag',
  flags: [],
  subcommands: {
    create: { style: 'pflag', flags: booleans('--amend|-a --insecure') },
    annotate: {
      style: 'pflag',
      flags: valued('--os --arch --variant --os-version --os-features'),
      operands: 2,
    },
    push: { style: 'pflag', flags: booleans('--purge|-p --insecure'), operands: 1 },
    rm: { style: 'pflag', flags: [] },
  },
};

/**
 * `docker` and `nerdctl` as far as they copy and join images.
 *
 * Source: docker/cli cli/command/manifest/*.go, cli/command/image/{pull,push,tag}.go, cli/flags/options.go;
 * docker/buildx commands/imagetools/create.go. `--push` is no flag of imagetools, but it is often written.
 */
export const dockerGrammar: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued('--config --context|-c --host|-H --log-level|-l --tlscacert --tlscert --tlskey'),
    ...booleans('--debug|-D --tls --tlsverify'),
  ],
  subcommands: { ...image, image: { style: 'pflag', flags: [], subcommands: image }, manifest, buildx },
};

/** `docker-buildx` or `buildx` called without `docker`. */
export const buildxGrammar: FlagGrammar = buildx;
