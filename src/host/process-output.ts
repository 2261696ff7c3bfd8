import { fstatSync, writeSync } from 'node:fs';

/** Standard output or error as the command writes to it. */
export interface ProcessOutput {
  readonly isTTY: boolean;
  /** Width of the terminal in characters; `undefined` where there is none. */
  readonly columns: number | undefined;
  /** Writes a text, and calls `written` when the system has all of it or has refused it. */
  readonly write: (text: string, written: (error?: Error | null) => void) => boolean;
}

/**
 * Standard output or error of this process. Files and pipes are written without a stream of Node, whose modules take as long to
 * load as a small pipeline takes to read.
 */
export function processOutput(name: 'stdout' | 'stderr'): ProcessOutput {
  const descriptor = name === 'stdout' ? 1 : 2;
  const isPlain = isFileOrPipe(descriptor);
  return {
    get isTTY() {
      return !isPlain && process[name].isTTY;
    },
    get columns() {
      return isPlain ? undefined : process[name].columns;
    },
    write(text, written) {
      const left = isPlain ? afterWriting(descriptor, Buffer.from(text, 'utf8')) : Buffer.from(text, 'utf8');
      if (left instanceof Error) written(left);
      else if (left.length === 0) written();
      else return heard(process[name]).write(left, written);
      return true;
    },
  };
}

function isFileOrPipe(descriptor: number): boolean {
  try {
    return process.platform !== 'win32' && !fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

/** What the system does not take at once, as a pipe that does not block; or why it takes nothing. */
function afterWriting(descriptor: number, bytes: Buffer): Buffer | Error {
  let left = bytes;
  try {
    while (left.length > 0) left = left.subarray(writeSync(descriptor, left));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && error.code === 'EAGAIN' ? left : error;
  }
  return left;
}

const listened = new WeakSet<NodeJS.WriteStream>();

/** Without a listener a reader that goes away would end the process; who writes hears of it by the callback. */
function heard(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!listened.has(stream)) stream.on('error', () => undefined);
  listened.add(stream);
  return stream;
}
