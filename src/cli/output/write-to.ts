import { UsageError } from '../../policy/usage-error.ts';
import type { OutputStream } from '../surroundings.ts';

/**
 * Writes a text and waits until the system has taken all of it. A reader that went away (`| head`) is no mistake.
 * Throws a `UsageError` if the text cannot be written for another reason, such as a full disk.
 */
export const writeTo = (stream: OutputStream, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    if (text === '') {
      resolve();
      return;
    }
    stream.write(text, (error) => {
      if (error === undefined || error === null || isBrokenPipe(error)) resolve();
      else reject(new UsageError(`the output cannot be written: ${error.message}`));
    });
  });

const isBrokenPipe = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';
