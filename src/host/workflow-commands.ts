/**
 * GitHub's own writer of workflow commands. Writes to the standard output of the process, since that is where a runner
 * reads them, and escapes what it is given, so that no text becomes a command; `info` alone does not.
 */
export { error, info, notice, warning } from '@actions/core';
