import { no, set } from '../../value/index.ts';
import { booleans, type FlagGrammar, readFlags, valued } from '../flags.ts';
import { literalHead } from '../word-parts.ts';
import type { CommandReader } from './image-event.ts';
import { destinationOf } from './written-parts.ts';

/** Source: go-containerregistry cmd/crane/doc/crane_push.md. */
const craneGrammar: FlagGrammar = {
  style: 'pflag',
  stopsAtPositional: true,
  flags: [...valued('--platform'), ...booleans('--insecure --verbose|-v --allow-nondistributable-artifacts')],
  subcommands: {
    push: { style: 'pflag', operands: 2, flags: [...valued('--image-refs'), ...booleans('--index')] },
  },
};

/** Source: containers/skopeo docs/skopeo-copy.1.md. */
const skopeoGrammar: FlagGrammar = {
  style: 'pflag',
  stopsAtPositional: true,
  flags: [
    ...valued('--command-timeout --override-arch --override-os --override-variant --policy --registries.d --tmpdir'),
    ...booleans('--debug --insecure-policy'),
  ],
  subcommands: {
    copy: {
      style: 'pflag',
      operands: 2,
      flags: [
        ...valued(
          '--additional-tag --authfile --src-authfile --dest-authfile --src-creds --dest-creds --creds --format|-f --multi-arch ' +
            '--digestfile --retry-times --retry-delay --src-cert-dir --dest-cert-dir --src-tls-verify --dest-tls-verify ' +
            '--dest-compress-format --dest-compress-level --src-shared-blob-dir --dest-shared-blob-dir --sign-by --image-parallel-copies',
        ),
        ...booleans('--all|-a --quiet|-q --preserve-digests --remove-signatures --dest-compress --dest-decompress'),
      ],
    },
  },
};

/** Reads `crane push ARCHIVE REFERENCE`. */
export const readCrane: CommandReader = ({ command, invocation }) => {
  const flags = readFlags(invocation.args, craneGrammar);
  const source = flags.operand(0);
  const target = flags.operand(1);
  if (flags.path.is !== 'set' || flags.path.value !== 'push' || source.is !== 'set' || target.is !== 'set') return [];
  return [{ is: 'push', command, source: source.value, destination: set(destinationOf(target.value)), everyTag: no }];
};

/** Reads `skopeo copy` from the machine into a registry. */
export const readSkopeo: CommandReader = ({ command, invocation }) => {
  const flags = readFlags(invocation.args, skopeoGrammar);
  const source = flags.operand(0);
  const target = flags.operand(1);
  if (flags.path.is !== 'set' || flags.path.value !== 'copy' || source.is !== 'set' || target.is !== 'set') return [];
  const local = /^(?:containers-storage|docker-daemon):/.exec(literalHead(source.value))?.[0] ?? '';
  const isFromRegistry = literalHead(source.value).startsWith('docker://');
  if (isFromRegistry || !literalHead(target.value).startsWith('docker://')) return [];
  const [first, ...rest] = source.value.parts;
  const name =
    typeof first === 'string' ? { ...source.value, parts: [first.slice(local.length), ...rest] } : source.value;
  return [{ is: 'push', command, source: name, destination: set(destinationOf(target.value)), everyTag: no }];
};
