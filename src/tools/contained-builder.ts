import { type ImageTool, toolImageOf } from '../facts/tool-images.ts';
import { type ContainerCommand, containerCommand, hasOption, type JobCommand, optionValues } from '../model/index.ts';
import { showText, type Text } from '../value/index.ts';

/**
 * The image of a builder, or of a tool that joins and copies images, that a command starts in a container of its own, whose
 * folders are not followed: `docker run … gcr.io/kaniko-project/executor`, or an image that is called a builder and is given a
 * Docker daemon or privilege.
 */
export function startedBuilder(command: JobCommand): Text | undefined {
  const container = containerCommand(command);
  if (container === undefined) return undefined;
  const candidates = container.image.is === 'set' ? [container.image.value] : container.inner;
  return candidates.find((word) => {
    const image = toolImageOf(word);
    if (image.is === 'set') return builders.has(image.value.tool) || joinsOrCopies(image.value.tool, container);
    return hasDaemonOrPrivilege(container) && namesBuilder.test(showText(word));
  });
}

const builders: ReadonlySet<ImageTool> = new Set<ImageTool>(['kaniko', 'buildkit', 'buildah', 'goreleaser']);

const joiners: ReadonlySet<ImageTool> = new Set<ImageTool>(['manifest-tool', 'crane', 'regctl', 'skopeo']);

/** `crane ls` and `skopeo inspect` leave the registry as it is. */
const joinsOrCopies = (tool: ImageTool, { inner }: ContainerCommand): boolean =>
  joiners.has(tool) && inner.some((word) => /^(?:append|copy|cp|create|mutate|push|sync)$/.test(showText(word)));

/** `homeassistant/amd64-builder:2025.9.0`, `acme/build-env`: `build` begins or ends a word of the last part. */
const namesBuilder = /(?:^|[/_-])(?:image-?)?build(?:er|kit)?(?:[_-][^/:@]*)?(?:[:@][^/]*)?$/i;

const hasDaemonOrPrivilege = (container: ContainerCommand): boolean =>
  hasOption(container, '--privileged') !== undefined ||
  optionValues(container, '-v', '--volume', '--mount').some((value) => /docker\.sock/.test(showText(value)));
