import { inert } from '../../report/inert.ts';
import { showable } from '../../report/showable.ts';
import type { OutputStream } from '../surroundings.ts';
import { writeTo } from './write-to.ts';

/**
 * Writes lines for people to standard error. They may name files and quote what stands in them: nothing of that moves the
 * cursor of a terminal, or is a command to the runner of a job.
 */
export const tell = (stderr: OutputStream, text: string): Promise<void> =>
  writeTo(stderr, inert(text.split('\n').map(showable).join('\n')));
