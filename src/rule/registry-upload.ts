import { isAtLeast } from '../facts/version.ts';
import {
  type BuildStep,
  type CredentialStore,
  commandsIn,
  type Destination,
  type Job,
  type JobCommand,
  type Login,
  type MergeStep,
  type Project,
  toolVariable,
} from '../model/index.ts';
import {
  distinctCauses,
  groupBy,
  no,
  onceFor,
  showText,
  type Text,
  type Truth,
  textKey,
  unknown,
  yes,
} from '../value/index.ts';
import { isLoginFor, registryOf, wantsLogin } from './registry-host.ts';

/** The first thing that a job writes to a registry by one tool. */
export interface RegistryUpload {
  /** The tool as its users call it, without its subcommand: `docker`, `Kaniko`. */
  readonly tool: UploadTool;
  readonly job: Job;
  readonly step: BuildStep | MergeStep;
  readonly destination: Destination;
  readonly registry: Text;
}

/** Tools that push. */
export type UploadTool = 'docker' | 'kaniko' | 'buildctl' | 'buildah' | 'podman' | 'manifest-tool' | 'crane' | 'regctl';

const toolOf = ({ tool }: BuildStep | MergeStep): UploadTool => {
  if (tool === 'buildah manifest' || tool === 'buildah') return 'buildah';
  if (tool === 'podman manifest' || tool === 'podman') return 'podman';
  if (tool === 'crane index') return 'crane';
  if (tool === 'regctl index') return 'regctl';
  return tool === 'kaniko' || tool === 'buildctl' || tool === 'manifest-tool' ? tool : 'docker';
};

/**
 * The files that a tool looks at.
 *
 * Source: buildkit session/auth/authprovider; go-containerregistry pkg/authn/keychain.go; containers-auth.json(5); regclient
 * config/docker.go; manifest-tool v2/pkg/registry; kaniko pkg/creds.
 */
const readStores: Readonly<Record<UploadTool, readonly CredentialStore[]>> = {
  docker: ['docker'],
  kaniko: ['docker'],
  buildctl: ['docker'],
  'manifest-tool': ['docker'],
  buildah: ['containers', 'docker'],
  podman: ['containers', 'docker'],
  crane: ['docker', 'containers'],
  regctl: ['regctl', 'docker'],
};

/**
 * What the jobs push, or may push, once for each job, tool and registry, if possible what is certainly pushed; registries that
 * want no login are left out.
 */
export const registryUploads: (project: Project) => readonly RegistryUpload[] = onceFor((project) => {
  const steps = [
    ...project.builds.items.map((step) => ({ step, destinations: step.destinations.items })),
    ...project.merges.items.map((step) => ({ step, destinations: step.targets.items })),
  ].filter(({ step }) => step.pushed.is !== 'no' && step.runs.is !== 'no' && step.job.canRun.is !== 'no');
  const uploads = steps.flatMap(({ step, destinations }) =>
    destinations.flatMap((destination): RegistryUpload[] => {
      const registry = registryOf(destination.reference.text);
      if (registry.is !== 'set' || !wantsLogin(registry.value)) return [];
      return [{ tool: toolOf(step), job: step.job, step, destination, registry: registry.value }];
    }),
  );
  return [...groupBy(uploads, (upload) => upload.job).values()].flatMap((own) =>
    [...groupBy(own, ({ tool, registry }) => `${tool} ${textKey(registry)}`).values()].flatMap(
      (same) => same.find(isCertain) ?? same.slice(0, 1),
    ),
  );
});

const isCertain = ({ step }: RegistryUpload): boolean => step.pushed.is === 'yes' && step.runs.is === 'yes';

/** Those of one job. */
export const uploadsOf = (project: Project, job: Job): readonly RegistryUpload[] =>
  uploadsByJob(project).get(job) ?? [];

const uploadsByJob = onceFor((project: Project) => groupBy(registryUploads(project), ({ job }) => job));

/**
 * Whether the job sets up credentials for an upload in sight; unknown where commands out of sight may do it, or a condition
 * decides on the login and not on the upload.
 */
export function isLoggedIn(project: Project, upload: RegistryUpload): Truth {
  const { job, step } = upload;
  const own = ownLogins(project, upload);
  if (own.some(({ command }) => command.runs.is === 'yes' || !isCertain(upload))) return yes;
  if (hasBuiltInHelper(upload) || hasCredentialFlags(project, job) || hasCredentialVariables(step)) return yes;
  const work = project.work.get(job);
  const conditions = own.flatMap(({ command: { runs } }) => (runs.is === 'unknown' ? runs.causes : []));
  const causes = distinctCauses([...conditions, ...(work?.commands.openTo ?? []), ...(work?.builds.openTo ?? [])]);
  return causes.length > 0 ? unknown(...causes) : no;
}

/** The logins of its own job that an upload may use. */
export const ownLogins = (project: Project, { job, tool, registry }: RegistryUpload): readonly Login[] =>
  loginsOf(project, job).filter((login) => servesTool(login, tool) && isLoginFor(login, registry).is !== 'no');

const loginsOf = ({ work }: Project, job: Job): readonly Login[] => work.get(job)?.toolUse.logins ?? [];

/** Whether a tool looks where a login keeps its credentials. */
export const servesTool = ({ store }: Login, tool: UploadTool): boolean => readStores[tool].includes(store);

/** Flags that give a command credentials of its own, or name a file with them. */
const credentialFlags =
  /^--?(?:creds|dest-creds|username|password|authfile|dest-authfile|docker-cfg|registry-token|dest-registry-token|config|docker-config)(?:=|$)/;

/** Those of a login itself count for nothing: whom it is for is known. */
const hasCredentialFlags = (project: Project, job: Job): boolean => jobsWithCredentialFlags(project)(job);

const jobsWithCredentialFlags = onceFor((project: Project) =>
  onceFor((job: Job): boolean => {
    const logins = new Set<JobCommand>(loginsOf(project, job).map(({ command }) => command));
    return commandsIn(project, job).some(
      (command) => !logins.has(command) && command.args.items.some((word) => credentialFlags.test(showText(word))),
    );
  }),
);

/** Variables by which a job names a file of credentials, or holds them. Source: docker/cli, containers-auth.json(5). */
const hasCredentialVariables = ({ command }: BuildStep | MergeStep): boolean =>
  ['DOCKER_CONFIG', 'DOCKER_AUTH_CONFIG', 'REGISTRY_AUTH_FILE'].some(
    (name) => toolVariable(command, name).is !== 'unset',
  );

/** Kaniko logs in to the project's own registry by itself. Source: kaniko pkg/creds/creds.go since v1.9.0. */
export function hasBuiltInHelper({ tool, step, registry }: RegistryUpload): boolean {
  if (tool !== 'kaniko') return false;
  const { version } = step;
  const isOld = version.is === 'exact' && version.variant === '' && !isAtLeast(version.version, '1.9.0');
  const [first] = registry.parts;
  return !isOld && typeof first === 'object' && first.symbol === 'CI_REGISTRY';
}

/** Another job that pushes to the same registry, if possible by the same tool and without a condition, and the login in it. */
export function loginElsewhere(
  project: Project,
  { job, tool, registry }: RegistryUpload,
): { readonly login: Login; readonly isSameTool: boolean } | undefined {
  const logins = (usedLogins(project).get(textKey(registry)) ?? []).filter(
    ({ upload }) => upload.job.definition !== job.definition,
  );
  const ofTool = logins.filter(({ upload }) => upload.tool === tool);
  const found = ofTool.find(({ login }) => login.command.runs.is === 'yes') ?? ofTool[0] ?? logins[0];
  return found && { login: found.login, isSameTool: found.upload.tool === tool };
}

/** A login that an upload of its job uses, or would use. */
interface UsedLogin {
  readonly upload: RegistryUpload;
  readonly login: Login;
}

/** By registry. */
const usedLogins = onceFor((project: Project): ReadonlyMap<string, readonly UsedLogin[]> => {
  const used = registryUploads(project).flatMap((upload) =>
    loginsOf(project, upload.job)
      .filter((login) => servesTool(login, upload.tool) && isLoginFor(login, upload.registry).is === 'yes')
      .map((login) => ({ upload, login })),
  );
  return groupBy(used, ({ upload }) => textKey(upload.registry));
});
