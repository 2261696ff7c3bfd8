import type { ValidationProblem } from './describe-problem.ts';
import type { PolicyFile } from './policy-file.ts';

/** Whether a plain value is a policy file. After "no", `errors` holds the first mistake. */
export declare const validatePolicy: {
  (value: unknown): value is PolicyFile;
  readonly errors?: readonly ValidationProblem[] | null;
};
