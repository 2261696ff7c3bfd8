import { toolImageOf } from '../facts/tool-images.ts';
import { commandsIn, type Job, type Login, type Project, toolVariable } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import { groupBy, knownString, showText } from '../value/index.ts';
import { type RegistryUpload, type UploadTool, uploadsOf } from './registry-upload.ts';

/** Credentials that a job writes where, or under a name that, no tool of the job looks. */
export type UnreadLogin =
  /** A file in the home folder, which Kaniko's image does not use. `folder`: where the script writes its path. */
  | {
      readonly is: 'elsewhere';
      readonly login: Login;
      readonly path: string;
      readonly upload: RegistryUpload;
      readonly folder?: Span;
    }
  /** A key for Docker Hub that the job's tools never ask for. `at`: where the script writes it. */
  | {
      readonly is: 'wrong-key';
      readonly login: Login;
      readonly key: string;
      readonly tools: readonly UploadTool[];
      readonly at?: Span;
    };

/** The logins of a job that its tools do not find. */
export function unreadLogins(project: Project, job: Job): readonly UnreadLogin[] {
  const logins = project.work.get(job)?.toolUse.logins ?? [];
  const uploads = logins.length === 0 ? [] : uploadsOf(project, job);
  return logins.flatMap((login) => [...elsewhere(project, logins, login, uploads), ...underWrongKey(login, uploads)]);
}

/** Source: kaniko deploy/Dockerfile, which sets `DOCKER_CONFIG=/kaniko/.docker/`. */
function elsewhere(
  project: Project,
  logins: readonly Login[],
  login: Login,
  uploads: readonly RegistryUpload[],
): readonly UnreadLogin[] {
  const { job } = login.command;
  const image = job.image.is === 'set' ? toolImageOf(job.image.value.reference) : undefined;
  const upload = uploads.find(({ tool }) => tool === 'kaniko');
  const isKaniko = image?.is === 'set' && image.value.tool === 'kaniko';
  if (!isKaniko || upload === undefined || login.path === undefined || !isInHome(login)) return [];
  const isMoved = ['DOCKER_CONFIG', 'HOME'].some((name) => toolVariable(login.command, name).is !== 'unset');
  const isThereToo =
    logins.some((other) => other.path !== undefined && !isInHome(other)) ||
    commandsIn(project, job).some(({ args }) =>
      args.items.some((word) => showText(word).includes('/kaniko/.docker/config.json')),
    );
  if (isMoved || isThereToo) return [];
  const folder = placeIn(login.span, /(?:~|\$HOME|\$\{HOME\}|\/root)\/\.docker(?=\/config\.json)/);
  return [{ is: 'elsewhere', login, path: showText(login.path), upload, ...(folder === undefined ? {} : { folder }) }];
}

const isInHome = ({ path }: Login): boolean =>
  path !== undefined && /^(?:~|\$HOME|\$\{HOME\}|\/root)\/\.docker(?:\/config\.json)?\/?$/.test(showText(path));

/** Keys under which only Buildah, Podman, skopeo and manifest-tool look for Docker Hub. Source: docker/cli file_store.go. */
const hubKeys: ReadonlySet<string> = new Set([
  'docker.io',
  'https://docker.io',
  'registry-1.docker.io',
  'hub.docker.com',
]);
const exactReaders: ReadonlySet<UploadTool> = new Set(['docker', 'kaniko', 'buildctl', 'crane']);

function underWrongKey(login: Login, uploads: readonly RegistryUpload[]): readonly UnreadLogin[] {
  const { hosts, span, path } = login;
  const keys = hosts.is === 'set' ? hosts.value.map((host) => knownString(host) ?? '') : [];
  const key = keys.find((one) => hubKeys.has(one));
  const tools = [...groupBy(uploads, ({ tool }) => tool).keys()];
  const isRead = tools.length === 0 || tools.some((tool) => !exactReaders.has(tool));
  if (path === undefined || key === undefined || isRead) return [];
  const at = placeIn(span, new RegExp(`(?<=["'\\\\])${key.replaceAll('.', '\\.')}(?=\\\\?["'])`));
  return [{ is: 'wrong-key', login, key, tools, ...(at === undefined ? {} : { at }) }];
}

/** Where a pattern first matches in the source of a command. */
function placeIn({ file, start, end }: Span, pattern: RegExp): Span | undefined {
  const match = pattern.exec(file.text.slice(start, end));
  return match === null ? undefined : file.span(start + match.index, start + match.index + match[0].length);
}
