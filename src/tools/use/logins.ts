import type { CredentialStore, JobCommand, Login } from '../../model/index.ts';
import { hidden, knownString, literal, set, showText, type Text } from '../../value/index.ts';
import { booleans, type FlagGrammar, readFlags, valued } from '../flags.ts';
import { invocationOf } from '../program.ts';
import { authHosts } from './auth-hosts.ts';

/** A command that logs in: its program, the words behind it, and where it keeps what it was given. */
interface LoginRow {
  readonly programs: readonly string[];
  readonly words: string;
  readonly store: CredentialStore;
  /** Whether the registry is its operand; other commands log in where their configuration says. */
  readonly namesHost: boolean;
}

const row = (programs: string, words: string, store: CredentialStore, namesHost = true): LoginRow => ({
  programs: programs.split(' '),
  words,
  store,
  namesHost,
});

/**
 * Source: docker/cli login; podman-login(1), buildah-login(1), skopeo-login(1), which write auth.json; `crane auth login` and
 * `oras login`, which write Docker's file; `regctl registry login`; gcloud, az, aws and glab documentation of their helpers.
 */
const rows: readonly LoginRow[] = [
  row('docker nerdctl oras', 'login', 'docker'),
  row('podman buildah skopeo', 'login', 'containers'),
  row('crane gcrane krane', 'auth login', 'docker'),
  row('crane gcrane krane', 'login', 'docker'),
  row('regctl', 'registry login', 'regctl'),
  row('gcloud', 'auth configure-docker', 'docker', false),
  row('az', 'acr login', 'docker', false),
  row('glab', 'auth configure-docker', 'docker', false),
  row('aws', 'ecr get-login', 'docker', false),
];

const grammar: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued(
      '--username|-u --password|-p --authfile --config --cert-dir --log-level --storage-driver --root --runroot',
    ),
    ...booleans('--password-stdin --tls-verify --insecure --get-login --verbose|-v --debug --quiet|-q'),
  ],
};

/** regctl's `-p` is `--pass`. */
const regctlGrammar: FlagGrammar = {
  style: 'pflag',
  flags: [...valued('--user|-u --pass|-p'), ...booleans('--pass-stdin --skip-check')],
};

/** What gives the tools of a job credentials, in the order of its commands. */
export const readLogins = (commands: readonly JobCommand[]): readonly Login[] =>
  commands.flatMap((command) => (command.runs.is === 'no' ? [] : [...loginsBy(command), ...filesBy(command)]));

function loginsBy(command: JobCommand): readonly Login[] {
  const { program = '', args } = invocationOf(command);
  return rows.flatMap(({ programs, words, store, namesHost }): Login[] => {
    if (!programs.includes(program)) return [];
    const { positionals } = readFlags(args, program === 'regctl' ? regctlGrammar : grammar);
    const heads = words.split(' ');
    if (!heads.every((head, index) => knownString(positionals.items[index] ?? emptyAt(command)) === head)) return [];
    const host = positionals.items[heads.length];
    const hub = literal('docker.io', command.span);
    const isOpen = !namesHost || (host === undefined && positionals.openTo.length > 0);
    return [{ store, command, span: command.span, hosts: isOpen ? hidden() : set([host ?? hub]) }];
  });
}

const emptyAt = ({ span }: JobCommand): Text => literal('', span);

/** Files that a command writes, or names where it puts files: `cp "$AUTH" ~/.docker/config.json`. */
function filesBy(command: JobCommand): readonly Login[] {
  const { program = '', args } = invocationOf(command);
  const written = command.writes.flatMap(({ path, content }) => fileAt(command, path, authHosts(content)));
  if (written.length > 0 || onlyReading.has(program)) return written;
  const named = args.items.filter((word) => storeOf(word) !== undefined).slice(-1);
  const folder = movers.has(program) ? args.items.slice(-1).filter((word) => /\.docker\/?$/.test(showText(word))) : [];
  return [...named, ...folder].slice(0, 1).flatMap((path) => fileAt(command, path, hidden()));
}

const movers: ReadonlySet<string> = new Set(['cp', 'mv', 'ln', 'install']);

/** Programs that take the file's name without writing the file. */
const onlyReading: ReadonlySet<string> = new Set([
  'cat',
  'rm',
  'test',
  '[',
  'ls',
  'chmod',
  'chown',
  'stat',
  'echo',
  'printf',
  'touch',
]);

function fileAt(command: JobCommand, path: Text, hosts: Login['hosts']): readonly Login[] {
  const store = storeOf(path) ?? (movers.has(invocationOf(command).program ?? '') ? 'docker' : undefined);
  return store === undefined ? [] : [{ store, command, span: command.span, hosts, path }];
}

/** Whose file it is, by its name; the folder may be any. */
function storeOf(path: Text): CredentialStore | undefined {
  const shown = showText(path);
  if (/(?:^|[/\\])\.?dockercfg$/.test(shown) || /(?:docker|DOCKER)[\w.${}/-]*\/config\.json$/i.test(shown))
    return 'docker';
  if (/\.regctl\/config\.json$/.test(shown)) return 'regctl';
  return /(?:^|\/)auth\.json$/.test(shown) || /REGISTRY_AUTH_FILE/.test(shown) ? 'containers' : undefined;
}
