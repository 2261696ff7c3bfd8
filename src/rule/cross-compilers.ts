import type { DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { showText } from '../value/index.ts';
import { programOf } from './hard-coded-words.ts';

/** Whether a stage takes its compilers from somewhere that knows about targets: tonistiigi/xx, goreleaser-cross, zig, `go env -w`. */
export function bringsCompilers(stage: DockerfileStage): boolean {
  const chain = stageChain(stage);
  const images = chain.flatMap(({ from }) => (from.is === 'image' ? [showText(from.reference.text)] : []));
  const programs = chain.flatMap(({ runs }) => runs.flatMap(({ commands }) => commands.items.map(programOf)));
  const settings = chain.flatMap(({ runs }) =>
    runs.flatMap(({ commands }) => commands.items.flatMap(({ args }) => args.items.map(showText))),
  );
  return (
    images.some((image) => /cross|xx|zig/i.test(image)) ||
    programs.some((program) => /^xx-/.test(program)) ||
    settings.some((word) => /^(?:CC|GOARCH)=/.test(word))
  );
}
