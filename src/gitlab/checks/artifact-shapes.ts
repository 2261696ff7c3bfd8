import { isMapping, isSequence, valueAt } from '../yaml-access.ts';
import { attribute, flag, hash, oneOf, shortText, spelled, text, textOrTexts, texts } from './attributes.ts';
import { durationOrNever } from './duration.ts';
import { at, complain, each, inTurn, isOpen, mapping, must, requires, type Shape } from './shape.ts';

/** Source: GitLab `lib/gitlab/ci/config/entry/reports.rb`. */
const reportKinds: readonly string[] = [
  'junit',
  'api_fuzzing',
  'coverage_fuzzing',
  'sast',
  'secret_detection',
  'dependency_scanning',
  'container_scanning',
  'cluster_image_scanning',
  'dast',
  'performance',
  'browser_performance',
  'load_performance',
  'license_scanning',
  'metrics',
  'lsif',
  'dotenv',
  'terraform',
  'accessibility',
  'requirements',
  'requirements_v2',
  'cyclonedx',
  'annotations',
  'repository_xray',
  'sarif',
  'codequality',
];

/** Source: GitLab `entry/reports/coverage_report.rb`. */
const coverageReport = mapping(
  { coverage_format: oneOf('coverage format', ['cobertura', 'jacoco']), path: text('path') },
  'config should be a hash',
);

const reports = mapping(
  {
    ...Object.fromEntries(
      reportKinds.map((kind) => [kind, kind === 'codequality' ? () => [] : textOrTexts(kind.replaceAll('_', ' '))]),
    ),
    coverage_report: at('coverage_report', coverageReport),
  },
  'config should be a hash',
);

/** Source: GitLab `lib/gitlab/ci/config/entry/artifacts.rb`. */
const entries = mapping(
  {
    name: text('name'),
    public: flag('public'),
    untracked: flag('untracked'),
    paths: texts('paths'),
    expose_as: inTurn(
      shortText('expose as', 100),
      attribute(
        'expose as',
        (value) => /^\w[-\w ]*$/.test(spelled(value)),
        "can contain only letters, digits, '-', '_' and spaces",
      ),
    ),
    exclude: texts('exclude'),
    when: oneOf('when', ['on_success', 'on_failure', 'always']),
    expire_in: durationOrNever('expire in'),
    access: oneOf('access', ['none', 'developer', 'maintainer', 'all']),
    reports: inTurn(hash('reports'), at('reports', reports)),
  },
  'config should be a hash',
);

/** What goes together in `artifacts`. */
const together: Shape = (value, path) => {
  if (!isMapping(value)) return [];
  const exposed = valueAt(value, 'expose_as');
  const access = valueAt(value, 'access');
  if (access !== undefined && valueAt(value, 'public') !== undefined)
    return complain(path, 'config these keys cannot be used together: access, public', access.span);
  if (exposed === undefined || isOpen(exposed)) return [];
  const found = requires('paths', "paths can't be blank")(value, path);
  const paths = valueAt(value, 'paths');
  const starred = isSequence(paths) && paths.items.some((item) => spelled(item).includes('*'));
  if (paths === undefined || !starred) return found;
  return complain(path, "paths can't contain '*' when used with 'expose_as'", paths.span);
};

export const artifacts = inTurn(must(isMapping, 'config should be a hash'), each(entries, together));
