import type { BuilderPlatform, JobCommand } from '../../model/index.ts';
import { builderFlags } from '../build/builder-flags.ts';
import { readPlatforms } from '../build/platforms.ts';

/**
 * The words of `docker buildx create --platform` that name no platform.
 *
 * Source: docker/buildx util/platformutil/parse.go; docs.docker.com/reference/cli/docker/buildx/create, `--platform`.
 */
export const readBuilderPlatforms = (commands: readonly JobCommand[]): readonly BuilderPlatform[] =>
  commands.flatMap((command) => {
    const read = builderFlags(command);
    if (read?.does !== 'buildx create') return [];
    return readPlatforms(read.flags.flags('--platform')).unreadablePlatforms.map((one) => ({ ...one, command }));
  });
