import { SourceFile } from '../../source/source-file.ts';
import type { Session } from './session.ts';

/** A file of the workspace, read once per session; what cannot be read is recorded. `undefined` if it is not there. */
export function openFile(path: string, session: Session): SourceFile | undefined {
  const known = session.files.get(path);
  if (known !== undefined) return known;
  const content = session.workspace.read(path);
  const file = new SourceFile(path, content.is === 'text' ? content.text : '');
  if (content.is === 'text') {
    session.files.set(path, file);
    return file;
  }
  const message =
    content.is === 'missing' ? `\`${path}\` does not exist` : `\`${path}\` cannot be read, because ${content.because}`;
  session.unreadable.push({ message, at: file.whole });
  session.openTo.push({ kind: 'include', because: message, at: file.whole });
  return undefined;
}
