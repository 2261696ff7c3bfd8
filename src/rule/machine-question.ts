import { holesOf, type Text } from '../value/index.ts';

/** What asks the machine that runs a command for its architecture, and decides a text: `$(uname -m)`, `$BUILDARCH`. */
export const machineQuestion = (text: Text): string | undefined =>
  holesOf(text).find(
    ({ symbol, shown }) => /^BUILD(?:ARCH|PLATFORM)$/.test(symbol) || isAsked(symbol) || isAsked(shown),
  )?.shown;

const isAsked = (text: string): boolean =>
  /machine architecture|uname -[mip]\b|dpkg(?:-architecture)? -(?:-print-architecture|q)|\$\(arch\)|apk --print-arch|go env GO(?:HOST)?ARCH/.test(
    text,
  );
