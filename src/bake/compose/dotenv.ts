import { EmbeddedText } from '../../source/embedded-text.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { literal, set, type Text } from '../../value/index.ts';
import type { BakeEnvironment } from '../bake-environment.ts';
import { interpolate } from './interpolate.ts';

/**
 * The environment with the variables of a `.env` file behind those that are set.
 *
 * Source: docs.docker.com/compose/how-tos/environment-variables/variable-interpolation, ".env file syntax".
 */
export function withDotenv(environment: BakeEnvironment, file: SourceFile | undefined): BakeEnvironment {
  if (file === undefined) return environment;
  const values = new Map<string, Text>();
  const extended: BakeEnvironment = {
    ...environment,
    variable: (name) => {
      const field = environment.variable(name);
      const own = values.get(name);
      return field.is === 'unset' && own !== undefined ? set(own) : field;
    },
  };
  for (const match of file.text.matchAll(assignment)) {
    const [line, name = '', single, double, plain] = match;
    const start = match.index + line.indexOf('=') + 1;
    const span = file.span(start, match.index + line.length);
    const value = single ?? double ?? (plain ?? '').replace(/\s+#.*$/, '').trim();
    const text = single === undefined ? interpolate(EmbeddedText.opaque(value, span), extended) : literal(value, span);
    values.set(name, text);
  }
  return extended;
}

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\n]*))/gm;
