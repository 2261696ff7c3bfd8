import { expect, test } from 'vitest';
import { sourceText } from '../../../src/source/source-file.ts';
import { readBuilderPlatforms } from '../../../src/tools/use/builder-platforms.ts';
import { commandsOf } from '../commands.ts';

test.each([
  ['docker buildx create --platform linux/arm46,linux/arm64', ['linux/arm46']],
  ['docker buildx create --platform=linux/arm46', ['linux/arm46']],
  ['sudo docker --context farm buildx create --append --platform arm46 tcp://farm:1234', ['arm46']],
  ['docker-buildx create --platform linux/arm46', ['linux/arm46']],
  ['buildx create --name multi --platform linux/arm64*', ['linux/arm64*']],
  ['docker buildx create --platform $PLATFORM', []],
  ['docker buildx create --platform local,linux/x86_64', []],
  ['docker buildx create --name linux/arm46', []],
  ['docker buildx build --platform linux/arm46 .', []],
  ['create --platform linux/arm46', []],
])('%s', (script, wanted) => {
  const found = readBuilderPlatforms(commandsOf(script));
  expect(found.map(({ written }) => written)).toEqual(wanted);
  expect(found.every(({ written, span }) => sourceText(span).includes(written))).toBe(true);
});
