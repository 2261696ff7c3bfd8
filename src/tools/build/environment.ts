import { parseGoBool } from '../../facts/go-bool.ts';
import { type JobCommand, toolVariable } from '../../model/index.ts';
import { causesIn, holds, known, knownString, no, type Truth, unknown } from '../../value/index.ts';

export { toolVariable };

/** A boolean variable that steers a tool; "no" where it is not set or Go rejects it. */
export function isVariableOn(command: JobCommand, name: string): Truth {
  return holds(toolVariable(command, name), no, (value) => {
    const written = knownString(value);
    return written === undefined ? unknown(...causesIn(value)) : known(parseGoBool(written) === true);
  });
}
