import { expand } from './expand.ts';
import type { Application } from './functions.ts';

/**
 * The arguments of a function as written, cut at commas outside of brackets of the kind that opened it; the last of
 * `most` takes the rest. Source: GNU make 4.3 src/function.c, find_next_argument.
 */
export function rawArguments({ body, bracket }: Application, most: number): readonly string[] {
  const close = bracket === '(' ? ')' : '}';
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length && found.length < most - 1; at += 1) {
    const char = body.charAt(at);
    if (char === bracket) depth += 1;
    else if (char === close) depth -= 1;
    else if (char === ',' && depth === 0) {
      found.push(body.slice(start, at));
      start = at + 1;
    }
  }
  return [...found, body.slice(start)];
}

/** The arguments, expanded; missing ones are empty. */
export function expandedArguments(application: Application, count: number): readonly string[] {
  const { run, scope } = application;
  const given = rawArguments(application, count).map((argument) => expand(run, argument, scope));
  return Array.from({ length: count }, (_, index) => given[index] ?? '');
}

/** The only argument, expanded; commas belong to it. */
export const onlyArgument = ({ run, body, scope }: Application): string => expand(run, body, scope);
