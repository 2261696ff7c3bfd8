import { type Text } from '../../value/index.ts';
import type { MergeCommand } from './merge-context.ts';

/** A file that an earlier command wrote; `./spec.yml` is `spec.yml`. */
export function writtenFile({ files }: MergeCommand['command'], path: string): Text | undefined {
  const bare = path.replace(/^(?:\.\/)+/, '');
  return files.get(path) ?? files.get(bare) ?? files.get(`./${bare}`);
}
