import type { ActionUse } from '../model/index.ts';
import type { ActionRun, ActionScene } from './action-run.ts';
import { runDownloadArtifact } from './artifacts/download-artifact.ts';
import { runMergeArtifacts, runUploadArtifact } from './artifacts/upload-artifact.ts';
import { runDepotBuild } from './builders/depot.ts';
import { runGoreleaser } from './builders/goreleaser.ts';
import { runCache, runCacheRestore, runCacheSave } from './caches/cache.ts';
import { runBake } from './docker/bake.ts';
import { runBuildPush } from './docker/build-push.ts';
import { runLogin } from './docker/login.ts';
import { runMetadata } from './docker/metadata/run-metadata.ts';
import { runBlacksmithBuild, runOldSetup } from './docker/others.ts';
import { runSetupBuildx } from './docker/setup-buildx.ts';
import { runSetupDocker } from './docker/setup-docker.ts';
import { runSetupQemu } from './docker/setup-qemu.ts';
import { runDockerManifest } from './merging/docker-manifest.ts';
import { runDockerManifestCreate } from './merging/docker-manifest-create.ts';
import { runBuildahBuild } from './redhat/buildah-build.ts';
import { runPodmanLogin } from './redhat/podman-login.ts';
import { runPushToRegistry } from './redhat/push-to-registry.ts';
import { runRegctlLogin, runSetupCrane } from './registry-logins.ts';
import { runGithubBake, runGithubBuild } from './workflows/github-builder.ts';

/** Turns one action's inputs into what it does. */
export type ActionReader = (scene: ActionScene) => ActionRun;

/** What an action does; `undefined` for one that is not known here. Names of actions have no case. */
export const runAction = (scene: ActionScene): ActionRun | undefined => readerOf(scene.use)?.(scene);

/** Whether an action is known here. */
export const isKnownAction = (use: ActionUse): boolean => readerOf(use) !== undefined;

const readerOf = ({ action }: ActionUse): ActionReader | undefined => readers.get(action.toLowerCase());

/** The readers by action. */
const readers: ReadonlyMap<string, ActionReader> = new Map<string, ActionReader>([
  ['actions/upload-artifact', runUploadArtifact],
  ['actions/upload-artifact/merge', runMergeArtifacts],
  ['actions/download-artifact', runDownloadArtifact],
  ['actions/cache', runCache],
  ['actions/cache/restore', runCacheRestore],
  ['actions/cache/save', runCacheSave],
  ['docker/build-push-action', runBuildPush],
  ['docker/bake-action', runBake],
  ['docker/setup-buildx-action', runSetupBuildx],
  ['docker/setup-qemu-action', runSetupQemu],
  ['docker/login-action', runLogin],
  ['docker/metadata-action', runMetadata],
  ['crazy-max/ghaction-docker-meta', runMetadata],
  ['useblacksmith/build-push-action', runBlacksmithBuild],
  ['crazy-max/ghaction-docker-buildx', runOldSetup],
  ['docker/setup-docker-action', runSetupDocker],
  ['crazy-max/ghaction-setup-docker', runSetupDocker],
  ['depot/build-push-action', runDepotBuild],
  ['goreleaser/goreleaser-action', runGoreleaser],
  ['regclient/actions/regctl-login', runRegctlLogin],
  ['imjasonh/setup-crane', runSetupCrane],
  ['redhat-actions/buildah-build', runBuildahBuild],
  ['redhat-actions/podman-login', runPodmanLogin],
  ['redhat-actions/push-to-registry', runPushToRegistry],
  ['int128/docker-manifest-create-action', runDockerManifestCreate],
  ['noelware/docker-manifest-action', runDockerManifest],
  ['docker/github-builder/.github/workflows/build.yml', runGithubBuild],
  ['docker/github-builder/.github/workflows/bake.yml', runGithubBake],
]);
