import type { Rule, RuleGroup } from '../../rule/index.ts';

/** The families of rules in the order of the documentation, with what each is about. */
export const groupTitles: Readonly<Record<RuleGroup, string>> = {
  input: 'What could be read',
  privilege: 'Builders without privilege',
  coverage: 'Every architecture is built',
  runner: 'Each on its own machine',
  merge: 'Joined only after all are there',
  reference: 'The joined references are the pushed ones',
  cache: 'Caches do not mix architectures',
  attestation: 'Attestations do not break the join',
  tool: 'Tools do what is asked of them',
  dockerfile: 'Dockerfiles serve every architecture',
  emulation: 'No emulation where machines are there',
  pipeline: 'The pipeline is accepted and complete',
};

/** The rules by group, groups in the order of the documentation, rules by id; groups without rules are left out. */
export function byGroup(
  rules: readonly Rule[],
): readonly { readonly group: string; readonly title: string; readonly rules: readonly Rule[] }[] {
  return Object.entries(groupTitles)
    .map(([group, title]) => ({
      group,
      title,
      rules: rules.filter((rule) => rule.group === group).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    }))
    .filter((each) => each.rules.length > 0);
}
