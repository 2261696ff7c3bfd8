import type { MirrorStep } from '../../model/merge/merge-step.ts';
import { parseReference } from '../../oci/index.ts';
import {
  any,
  holds,
  joinTexts,
  knownString,
  literal,
  no,
  not,
  type Text,
  type Truth,
  unknown,
  yes,
} from '../../value/index.ts';
import { booleans, type FlagGrammar, type ReadFlags, readFlags, valued } from '../flags.ts';
import { literalHead } from '../word-parts.ts';
import { imagetoolsCall, isRetag } from './imagetools.ts';
import type { ListChange } from './list-change.ts';
import { isCrane } from './merge-commands.ts';
import type { MergeCommand } from './merge-context.ts';
import { destinationOf, withoutTransport } from './source-words.ts';

const craneCopy: FlagGrammar = {
  style: 'pflag',
  flags: [...valued('--jobs|-j'), ...booleans('--all-tags|-a --no-clobber|-n')],
  operands: 2,
};
const regctlCopy: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued('--platform|-p --platforms --format --referrers-src --referrers-tgt'),
    ...booleans('--digest-tags --fast --force-recursive --include-external --referrers'),
  ],
  operands: 2,
};

/**
 * Tools that copy images as far as they do.
 *
 * Source: skopeo docs/skopeo-copy.1.md v1.20; go-containerregistry cmd/crane/doc/crane_copy.md and crane_tag.md;
 * regclient cmd/regctl/image.go.
 */
const grammars = {
  skopeo: {
    style: 'pflag',
    flags: [
      ...valued('--command-timeout --override-arch --override-os --override-variant --policy --registries.d --tmpdir'),
      ...booleans('--debug --insecure-policy'),
    ],
    subcommands: {
      copy: {
        style: 'pflag',
        flags: [
          ...valued('--multi-arch --additional-tag --authfile --src-authfile --dest-authfile --digestfile --format|-f'),
          ...valued('--src-creds --dest-creds --src-cert-dir --dest-cert-dir --src-username --src-password'),
          ...valued(
            '--dest-username --dest-password --src-registry-token --dest-registry-token --sign-by --retry-times',
          ),
          ...valued(
            '--dest-compress-format --dest-compress-level --encryption-key --decryption-key --image-parallel-copies',
          ),
          ...booleans('--all|-a --quiet|-q --preserve-digests --remove-signatures --src-tls-verify --dest-tls-verify'),
          ...booleans(
            '--src-no-creds --dest-no-creds --dest-compress --dest-decompress --dest-oci-accept-uncompressed-layers',
          ),
        ],
        operands: 2,
      },
    },
  },
  crane: {
    style: 'pflag',
    flags: [...valued('--platform'), ...booleans('--verbose|-v --insecure --allow-nondistributable-artifacts')],
    subcommands: { copy: craneCopy, cp: craneCopy, tag: { style: 'pflag', flags: [], operands: 2 } },
  },
  regctl: {
    style: 'pflag',
    flags: [...valued('--config --host --logopt --user-agent --verbosity|-v'), ...booleans('--quiet')],
    subcommands: { image: { style: 'pflag', flags: [], subcommands: { copy: regctlCopy, cp: regctlCopy } } },
  },
} as const satisfies Readonly<Record<string, FlagGrammar>>;

/** The copy that one command makes by itself; none for other commands and for copies from or to no registry. */
export function copySteps(call: MergeCommand): readonly MirrorStep[] {
  if (call.program === 'skopeo') return skopeoCopy(call);
  if (isCrane(call.program)) return craneCopies(call);
  return call.program === 'regctl' ? regctlCopies(call) : retags(call);
}

function skopeoCopy(call: MergeCommand): readonly MirrorStep[] {
  const flags = readFlags(call.args, grammars.skopeo);
  const places = operands(flags);
  if (flags.path.is !== 'set' || flags.path.value !== 'copy' || places === undefined) return [];
  if (!places.every((place) => literalHead(place).startsWith('docker://'))) return [];
  const multiArch = holds(flags.flag('--multi-arch'), no, (value) => {
    const written = knownString(value);
    if (written === undefined) return unknown();
    return written === 'system' ? no : yes;
  });
  const names = ['--override-arch', '--override-os', '--override-variant'].some((name) => flags.has(name).is === 'yes');
  return [step(call, 'skopeo', places, { all: any([flags.isOn('--all'), multiArch]), names })];
}

/** `skopeo copy containers-storage:LIST docker://INDEX` pushes a list of buildah or podman. Source: containers-transports(5). */
export function skopeoListChanges(call: MergeCommand): readonly ListChange[] {
  const flags = readFlags(call.args, grammars.skopeo);
  const [source, target] = operands(flags) ?? [];
  if (flags.path.is !== 'set' || flags.path.value !== 'copy' || source === undefined || target === undefined) return [];
  if (!literalHead(source).startsWith('containers-storage:')) return [];
  const does = { is: 'push', target: withoutTransport(target), purges: no } as const;
  const version = { is: 'unknown', variant: '' } as const;
  const list = withoutTransport(source);
  return [{ tool: 'buildah manifest', version, command: call.command, store: 'containers', list, does }];
}

function craneCopies(call: MergeCommand): readonly MirrorStep[] {
  const flags = readFlags(call.args, grammars.crane);
  const places = operands(flags);
  if (flags.path.is !== 'set' || places === undefined) return [];
  const [source, target] = places;
  if (flags.path.value === 'tag') {
    return [step(call, 'crane', [source, tagged(source, target)], { all: yes, names: false })];
  }
  if (flags.path.value !== 'copy' && flags.path.value !== 'cp') return [];
  return [step(call, 'crane', places, takenBy(flags))];
}

function regctlCopies(call: MergeCommand): readonly MirrorStep[] {
  const flags = readFlags(call.args, grammars.regctl);
  const places = operands(flags);
  if (flags.path.is !== 'set' || !flags.path.value.startsWith('image ') || places === undefined) return [];
  const isRegistry = places.every((place) => !/^oci(?:dir|file)?:\/\//.test(literalHead(place)));
  return isRegistry ? [step(call, 'regctl', places, takenBy(flags))] : [];
}

/** Which platforms a copy takes. */
interface Taken {
  readonly all: Truth;
  readonly names: boolean;
}

function takenBy(flags: ReadFlags): Taken {
  const picks = picksPlatform(flags);
  return { all: not(picks), names: picks.is === 'yes' };
}

/** `--platform` takes one image out of an index; `all` is the default. */
const picksPlatform = (flags: ReadFlags): Truth =>
  holds(flags.flag('--platform'), no, (value) => (knownString(value) === 'all' ? no : yes));

/** `imagetools create` with one source, which copies an index as it is. */
function retags(call: MergeCommand): readonly MirrorStep[] {
  const found = imagetoolsCall(call);
  const [source] = found?.sources ?? [];
  if (found === undefined || source === undefined || !isRetag(found)) return [];
  if (found.flags.isOn('--dry-run').is === 'yes') return [];
  const picks = found.flags.has('--platform');
  const taken: Taken = { all: not(picks), names: picks.is === 'yes' };
  return found.flags.flags('--tag').items.map(({ value }) => step(call, 'docker', [source, value], taken));
}

type Places = readonly [source: Text, target: Text];

function operands(flags: ReadFlags): Places | undefined {
  const source = flags.operand(0);
  const target = flags.operand(1);
  return source.is === 'set' && target.is === 'set' ? [source.value, target.value] : undefined;
}

/** `crane tag IMAGE TAG` names a tag in the repository of the image. */
const tagged = (image: Text, tag: Text): Text =>
  joinTexts([parseReference(image).name, literal(':', tag.span), tag], tag.span);

const step = (
  { command }: MergeCommand,
  tool: MirrorStep['tool'],
  [source, target]: Places,
  { all, names }: Taken,
): MirrorStep => ({
  tool,
  job: command.job,
  command,
  source: parseReference(withoutTransport(source)),
  target: destinationOf(target),
  copiesAllPlatforms: all,
  namesPlatform: names,
  span: command.span,
});
