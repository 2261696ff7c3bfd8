import { defaultKeys } from '../keywords.ts';
import { isScalar, isSequence, scalarText } from '../yaml-access.ts';
import { artifacts } from './artifact-shapes.ts';
import { flag, string } from './attributes.ts';
import { cache } from './cache-shapes.ts';
import { image, services } from './container-shapes.ts';
import { environment } from './environment-shapes.ts';
import {
  allowFailure,
  commands,
  coverage,
  hooks,
  idTokens,
  interruptible,
  pages,
  publish,
  tags,
  timeout,
} from './field-shapes.ts';
import { needsOf } from './need-shapes.ts';
import { parallel, parallelMatrixOnly } from './parallel-shapes.ts';
import { policy } from './policy-shapes.ts';
import { release } from './release-shapes.ts';
import { retry } from './retry-shapes.ts';
import { rulesOf } from './rule-shapes.ts';
import { secrets } from './secret-shapes.ts';
import { anything, complain, mapping, type Shape } from './shape.ts';
import { trigger } from './trigger-shapes.ts';
import { variables } from './variable-shapes.ts';

const rules = rulesOf({
  whens: ['on_success', 'on_failure', 'always', 'never', 'manual', 'delayed'],
  own: { interruptible: flag('interruptible') },
});

/** Source: GitLab `lib/gitlab/ci/config/entry/inherit/default.rb`. */
const inherit = mapping(
  {
    default: (value, path) => {
      const names = isSequence(value) ? value.items.filter(isScalar).map((item) => scalarText(item).text) : [];
      const unknown = names.filter((name) => !defaultKeys.has(name));
      if (unknown.length === 0) return [];
      return complain(`${path}:default`, `config contains unknown values: ${unknown.join(', ')}`, value.span);
    },
    variables: anything,
  },
  'config should be a hash',
);

/** What jobs of both kinds have, in the order in which GitLab validates it. Source: GitLab `entry/processable.rb`. */
const shared: Readonly<Record<string, Shape>> = {
  stage: string,
  only: policy,
  except: policy,
  rules,
  variables: variables(['value', 'expand']),
  inherit,
  environment,
  interruptible,
};

/** The keywords of a job in GitLab's order. Source: GitLab `entry/job.rb`, `ee/lib/ee/gitlab/ci/config/entry/job.rb`. */
export const jobShapes: Readonly<Record<string, Shape>> = {
  ...shared,
  before_script: commands,
  script: commands,
  after_script: commands,
  hooks,
  cache,
  image,
  services,
  timeout,
  retry,
  tags,
  artifacts,
  needs: needsOf('job', 'cross_dependency'),
  coverage,
  release,
  parallel,
  allow_failure: allowFailure,
  id_tokens: idTokens,
  publish,
  pages,
  secrets,
};

/** The same for a job that starts another pipeline. Source: GitLab `entry/bridge.rb`. */
export const bridgeShapes: Readonly<Record<string, Shape>> = {
  ...shared,
  trigger,
  needs: needsOf('job', 'bridge', 'cross_dependency'),
  parallel: parallelMatrixOnly,
};

/** The keywords of `default:` and the global ones. Source: GitLab `entry/{default,root}.rb`. */
export const defaultShapes: Readonly<Record<string, Shape>> = {
  before_script: commands,
  after_script: commands,
  hooks,
  cache,
  image,
  services,
  interruptible,
  timeout,
  retry,
  tags,
  artifacts,
  id_tokens: idTokens,
};
