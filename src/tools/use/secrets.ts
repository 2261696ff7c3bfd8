import type { JobCommand, SecretArgument } from '../../model/index.ts';
import { knownString } from '../../value/index.ts';
import { booleans, type FlagGrammar, readFlags, valued } from '../flags.ts';
import { invocationOf } from '../program.ts';

/** A call with the flags by which it takes secrets. */
interface SecretCall {
  readonly programs: readonly string[];
  /** Words that must stand in front; empty for any use. */
  readonly words: string;
  readonly flags: readonly string[];
  readonly stdinFlag?: string;
}

/**
 * Source: docker/cli login, podman-login(1), buildah-login(1), skopeo(1), oras login, `crane auth login`,
 * `regctl registry login`, helm registry login; manifest-tool main.go; buildah-push(1), skopeo-copy(1).
 */
const calls: readonly SecretCall[] = [
  {
    programs: ['docker', 'podman', 'buildah', 'skopeo', 'nerdctl', 'oras'],
    words: 'login',
    flags: ['--password'],
    stdinFlag: '--password-stdin',
  },
  { programs: ['crane', 'gcrane'], words: 'auth login', flags: ['--password'], stdinFlag: '--password-stdin' },
  { programs: ['helm'], words: 'registry login', flags: ['--password'], stdinFlag: '--password-stdin' },
  { programs: ['regctl'], words: 'registry login', flags: ['--pass'], stdinFlag: '--pass-stdin' },
  { programs: ['manifest-tool'], words: '', flags: ['--password'] },
  {
    programs: ['podman', 'buildah', 'skopeo'],
    words: '',
    flags: ['--creds', '--src-creds', '--dest-creds', '--src-password', '--dest-password', '--src-registry-token'],
  },
];

/** The flags of all of them; a flag that is not here is taken for one without a value, which does no harm. */
const flagsOf = (style: FlagGrammar['style'], login: string): FlagGrammar => ({
  style,
  flags: [
    ...valued(`--username|-u ${login} --creds --src-creds --dest-creds --src-password --dest-password`),
    ...valued('--src-registry-token --authfile --config --docker-cfg --log-level --storage-driver --root --runroot'),
    ...booleans('--password-stdin --pass-stdin --tls-verify --insecure --debug --plain-http --get-login'),
  ],
});

const loginGrammar = flagsOf('pflag', '--password|-p --pass');
const regctlGrammar = flagsOf('pflag', '--pass|-p');
const manifestToolGrammar = flagsOf('go', '--password');

/** The secrets that a job's commands are given as arguments, in their order. */
export const readSecrets = (commands: readonly JobCommand[]): readonly SecretArgument[] =>
  commands.flatMap((command) => (command.runs.is === 'no' ? [] : secretsIn(command)));

function secretsIn(command: JobCommand): readonly SecretArgument[] {
  const { program = '', args } = invocationOf(command);
  const name = program.replace(/^manifest-tool-.*$/, 'manifest-tool');
  return calls.flatMap(({ programs, words, flags, stdinFlag }): SecretArgument[] => {
    if (!programs.includes(name)) return [];
    const read = readFlags(args, grammarOf(name));
    const heads = read.positionals.items.map((word) => knownString(word) ?? '');
    if (words !== '' && heads.slice(0, words.split(' ').length).join(' ') !== words) return [];
    return flags.flatMap((flag) =>
      read.flags(flag).items.map(({ value, span, flagSpan }) => ({
        call: `${program} ${words === '' ? (heads[0] ?? '') : words}`.trim(),
        flag,
        command,
        value,
        valueSpan: span,
        span: flagSpan,
        ...(stdinFlag === undefined ? {} : { stdinFlag }),
      })),
    );
  });
}

function grammarOf(program: string): FlagGrammar {
  if (program === 'manifest-tool') return manifestToolGrammar;
  return program === 'regctl' ? regctlGrammar : loginGrammar;
}
