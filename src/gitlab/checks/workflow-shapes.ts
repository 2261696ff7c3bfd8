import { attribute, shortText, spelled } from './attributes.ts';
import { rulesOf } from './rule-shapes.ts';
import { at, mapping, type Shape } from './shape.ts';

const choice = (name: string, words: readonly string[]): Shape =>
  attribute(name, (value) => words.includes(spelled(value)), `must be one of: ${words.join(', ')}`);

/** Source: GitLab `entry/auto_cancel.rb`. */
const autoCancel = mapping(
  {
    on_new_commit: choice('on new commit', ['conservative', 'interruptible', 'none']),
    on_job_failure: choice('on job failure', ['none', 'all']),
  },
  'config should be a hash',
);

/** Source: GitLab `entry/workflow.rb`. */
export const workflow = mapping(
  {
    name: shortText('name', 255),
    rules: at('rules', rulesOf({ whens: ['always', 'never'], own: { auto_cancel: at('auto_cancel', autoCancel) } })),
    auto_cancel: at('auto_cancel', autoCancel),
  },
  'config should be a hash',
);
