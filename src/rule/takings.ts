import type { DockerfileStage, StageBase } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import type { Span } from '../source/source-file.ts';
import type { Field, Text } from '../value/index.ts';

/** What a stage of the image's platform takes from another stage. */
export interface Taking {
  readonly origin: DockerfileStage;
  /** Paths in it; none for all of it. */
  readonly sources: readonly Text[];
  /** The `COPY`, or the mount. */
  readonly at: Span;
  /** The stage that takes it. */
  readonly taker: DockerfileStage;
}

/** What the stages of the image's platform take from other stages, by `COPY --from` and by mounts, in order. */
export const takings = ({ stages, platform }: DockerfileReading): readonly Taking[] =>
  stages
    .filter((stage) => stagePlatform(stage, platform).is === 'target')
    .flatMap((taker) => [
      ...taker.copies.flatMap(({ from, sources, span }) => takingFrom(from, { sources, at: span, taker })),
      ...taker.runs.flatMap(({ mounts }) =>
        mounts.flatMap(({ from, options, span }) => takingFrom(from, { sources: sourceOf(options), at: span, taker })),
      ),
    ])
    .slice(0, mostTakings);

/** Real Dockerfiles have a handful. */
const mostTakings = 300;

const takingFrom = (from: Field<StageBase>, taking: Omit<Taking, 'origin'>): readonly Taking[] =>
  from.is === 'set' && from.value.is === 'stage' ? [{ origin: from.value.stage, ...taking }] : [];

/** Source: docs.docker.com/reference/dockerfile#run---mounttypebind ("source: defaults to the root of the from"). */
const sourceOf = (options: ReadonlyMap<string, Text>): readonly Text[] => {
  const source = options.get('source') ?? options.get('src');
  return source === undefined ? [] : [source];
};
