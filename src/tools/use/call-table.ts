import { buildctlGrammar } from '../build/buildctl.ts';
import { dockerGrammar as buildGrammar } from '../build/docker-grammar.ts';
import { kanikoGrammar } from '../build/kaniko.ts';
import type { FlagGrammar } from '../flags.ts';
import { dockerGrammar as mergeGrammar } from '../merge/docker-grammar.ts';
import { manifestToolGrammar } from '../merge/manifest-tool.ts';

/** A flag that people know from another tool, and what this one wants instead. */
export interface ForeignFlag {
  readonly remedy: string;
  /** What takes the flag's place with its value right behind: `--opt platform=`. Absent: nobody can tell. */
  readonly becomes?: string;
  /** Whether leaving it out, with nothing in its place, is what was meant. */
  readonly isDropped?: boolean;
}

/** What is known of one call of a tool. */
export interface CallRow {
  /** As messages name it. */
  readonly call: string;
  readonly programs: readonly string[];
  /** Its subcommands by all their names; empty for a tool without. */
  readonly paths: readonly string[];
  readonly grammar: FlagGrammar;
  readonly foreign: Readonly<Record<string, ForeignFlag>>;
  /** Flags without which it ends, each with those that make up for it. */
  readonly required: readonly { readonly flag: string; readonly unless: readonly string[]; readonly remedy: string }[];
  /** How many operands it needs at least, by the name of the one that is missing, unless one of the flags is there. */
  readonly operands?: { readonly count: number; readonly name: string; readonly unless: readonly string[] };
  /** Flags, and operands (`''`), that are one reference each. */
  readonly references: readonly string[];
}

const opt = (name: string, separator = '='): ForeignFlag => ({
  remedy: `write \`--opt ${name}${separator}…\``,
  becomes: `--opt ${name}${separator}`,
});
const instead = (remedy: string, becomes?: string): ForeignFlag => ({
  remedy,
  ...(becomes === undefined ? {} : { becomes }),
});
const imageOutput = instead('name the image by `--output type=image,name=…,push=true`');
const destination = instead('write `--destination`', '--destination ');

/** Source: buildkit cmd/buildctl/build.go v0.4 to v0.25, which has none of these in any version. */
const buildctl: Readonly<Record<string, ForeignFlag>> = {
  '--build-arg': opt('build-arg', ':'),
  '--platform': opt('platform'),
  '--target': opt('target'),
  '--label': opt('label', ':'),
  '--tag': imageOutput,
  '--t': imageOutput,
  '--destination': imageOutput,
  '--push': instead('add `push=true` to `--output type=image,name=…`'),
  '--load': instead('write `--output type=docker,name=… | docker load`'),
  '--file': instead('name the folder by `--local dockerfile=…` and the file by `--opt filename=…`'),
  '--f': instead('name the folder by `--local dockerfile=…` and the file by `--opt filename=…`'),
  '--dockerfile': instead('name the folder by `--local dockerfile=…` and the file by `--opt filename=…`'),
  '--context': instead('name the folder by `--local context=…`'),
  '--cache-from': instead('write `--import-cache`', '--import-cache '),
  '--cache-to': instead('write `--export-cache`', '--export-cache '),
};

/** Source: kaniko cmd/executor/cmd/root.go v0.1 to v1.24.0; osscontainertools/kaniko v1.28.3, which have none of these. */
const kaniko: Readonly<Record<string, ForeignFlag>> = {
  '--tag': destination,
  '-t': destination,
  '--image': destination,
  '--push': { remedy: 'drop `--push`: Kaniko pushes to every `--destination`', isDropped: true },
  '--file': instead('write `--dockerfile`', '--dockerfile '),
  '--platform': instead('run the job on a machine of that platform: Kaniko does not build for another one'),
  '--load': instead('write the image to a file by `--tar-path` and `--no-push`'),
  '--output': instead('name the image by `--destination`'),
  '--cache-from': instead('name the repository of the cache by `--cache-repo`'),
  '--cache-to': instead('name the repository of the cache by `--cache-repo`'),
};

/** Source: docker/buildx commands/imagetools/create.go v0.5 to v0.30. */
const imagetools: Readonly<Record<string, ForeignFlag>> = {
  '--push': { remedy: 'drop `--push`: `imagetools create` always pushes', isDropped: true },
  '--amend': instead('write `--append`', '--append'),
  '--platforms': instead('drop it: the platforms are those of the sources'),
  '--target': instead('write `--tag`', '--tag '),
};

/** Source: docker/buildx commands/build.go; docker/cli cli/command/image/build.go: flags of buildctl and Kaniko. */
const dockerBuild: Readonly<Record<string, ForeignFlag>> = {
  '--destination': instead('write `--tag`', '--tag '),
  '--dockerfile': instead('write `--file`', '--file '),
  '--custom-platform': instead('write `--platform`', '--platform '),
  '--export-cache': instead('write `--cache-to`', '--cache-to '),
  '--import-cache': instead('write `--cache-from`', '--cache-from '),
  '--opt': instead('write `--build-arg`, `--platform` or `--target`'),
  '--local': instead('name the context behind the flags'),
};

/** Source: docker/cli cli/command/manifest/create_list.go and push.go. */
const dockerManifest: Readonly<Record<string, ForeignFlag>> = {
  '--platform': instead('drop it: the platforms are those of the sources, or what `docker manifest annotate` says'),
  '--arch': instead('give it to `docker manifest annotate`'),
  '--os': instead('give it to `docker manifest annotate`'),
  '--push': { remedy: 'drop `--push`, and push by `docker manifest push`', isDropped: true },
  '--tag': instead('name the list first, without a flag'),
  '-t': instead('name the list first, without a flag'),
};

/** Source: estesp/manifest-tool v2/cmd/manifest-tool/push.go v2.0.0 to v2.2.1, and push.go of v1.0.3. */
const fromArgs: Readonly<Record<string, ForeignFlag>> = {
  '--platform': instead('write `--platforms`', '--platforms '),
  '--image': instead('name the sources by `--template`, with `ARCH` for the architecture'),
  '--source': instead('name the sources by `--template`, with `ARCH` for the architecture'),
  '--tag': instead('name the index by `--target`, and more tags of it by `--tags`'),
  '--push': { remedy: 'drop `--push`: `push` stands in front of the flags', isDropped: true },
};

/**
 * Calls of tools that build and join images, as far as their mistakes are known for certain: flags that no version ever
 * had, flags and operands without which every version ends.
 */
export const callRows: readonly CallRow[] = [
  {
    call: 'buildctl build',
    programs: ['buildctl', 'buildctl-daemonless.sh'],
    paths: ['build', 'b'],
    grammar: buildctlGrammar,
    foreign: buildctl,
    required: [],
    references: [],
  },
  {
    call: 'Kaniko',
    programs: ['executor'],
    paths: [''],
    grammar: kanikoGrammar,
    foreign: kaniko,
    required: [
      { flag: '--destination', unless: ['--no-push'], remedy: 'add `--destination`, or `--no-push` for a trial build' },
    ],
    references: ['--destination'],
  },
  {
    call: 'docker buildx imagetools create',
    programs: ['docker'],
    paths: ['buildx imagetools create'],
    grammar: mergeGrammar,
    foreign: imagetools,
    required: [{ flag: '--tag', unless: ['--dry-run'], remedy: 'name the index by `--tag`' }],
    operands: { count: 1, name: 'a source', unless: ['--file'] },
    references: ['--tag', ''],
  },
  {
    call: 'docker build',
    programs: ['docker'],
    paths: ['build', 'buildx build', 'buildx b', 'image build', 'builder build'],
    grammar: buildGrammar,
    foreign: dockerBuild,
    required: [],
    operands: { count: 1, name: 'a context', unless: ['--help'] },
    references: ['--tag'],
  },
  {
    call: 'docker manifest create',
    programs: ['docker'],
    paths: ['manifest create'],
    grammar: mergeGrammar,
    foreign: dockerManifest,
    required: [],
    operands: { count: 2, name: 'a source', unless: [] },
    references: [''],
  },
  {
    call: 'manifest-tool push from-args',
    programs: ['manifest-tool'],
    paths: ['push from-args'],
    grammar: manifestToolGrammar,
    foreign: fromArgs,
    required: ['--platforms', '--template', '--target'].map((flag) => ({
      flag,
      unless: [],
      remedy: `add \`${flag}\``,
    })),
    references: ['--template', '--target'],
  },
];
