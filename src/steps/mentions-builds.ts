/** Whether the text of a script that is not read names a tool that builds, pushes or merges images. */
export const mentionsBuilds = (script: string): boolean =>
  /\b(?:docker|buildah|podman|nerdctl)\b[^\n]*\b(?:bake|build|buildx|commit|compose|manifest|push)\b|\b(?:buildctl|kaniko|skopeo|crane|regctl|oras|manifest-tool)\b/i.test(
    script,
  );

/**
 * Whether the name of an action, or of a workflow elsewhere, says that it builds or publishes images. Names that go on to say
 * that it only prepares or looks at them do not count. A workflow is named after what it makes: `image.yml`.
 */
export function namesBuilds(action: string): boolean {
  const [, workflow] = /\/\.github\/workflows\/([^/]+)$/.exec(action) ?? [];
  if (workflow === undefined && builders.test(action)) return true;
  return (
    /docker|kaniko|buildah|podman|image|container|oci\b/i.test(workflow ?? action) &&
    (workflow !== undefined || /build|push|publish|release|deploy/i.test(action)) &&
    !/cache|setup|login|meta|config|lint|scan|sign|clean|prune|delete|remove|diff|readme|description|version/i.test(
      action,
    )
  );
}

/** Actions that build images and do not say so in the usual words. Source: their README.md. */
const builders =
  /^(?:[^/]+\/(?:action-kaniko|kaniko-action|push-to-ghcr|gp-docker-action|docker-build-with-cache-action|repo2docker-action)|devcontainers\/ci|dagger\/dagger-for-github|earthly\/earthly)$/i;
