import type { Column } from './tally.ts';

/** The least share of equal comparisons, in percent. It is what has been reached; it only ever rises. */
export const bar: Readonly<Record<Column, number>> = {
  verdict: 0,
  merged: 0,
  'first-error': 0,
  names: 0,
  stage: 0,
  needs: 0,
  dependencies: 0,
  tags: 0,
  image: 0,
  services: 0,
  cache: 0,
  script: 0,
  after_script: 0,
  when: 0,
  variables: 0,
  rules: 0,
  parallel: 0,
  expression: 0,
  expansion: 0,
};
