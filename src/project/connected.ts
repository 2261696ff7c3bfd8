import { groupBy } from '../value/index.ts';

/**
 * The members in groups: whatever stands in one tie belongs together, directly or by way of others (union-find). The
 * groups come in the order of their first members, and so do the members of each. Members of ties must be among `members`.
 */
export function connected<T>(members: readonly T[], ties: Iterable<readonly T[]>): readonly (readonly T[])[] {
  const leaders = new Map(members.map((member) => [member, member]));
  for (const [first, ...others] of ties) {
    if (first === undefined) continue;
    const leader = leaderOf(first, leaders);
    for (const other of others) leaders.set(leaderOf(other, leaders), leader);
  }
  return [...groupBy(leaders.keys(), (member) => leaderOf(member, leaders)).values()];
}

/** The member that stands for the group of another; the way to it is shortened for the next time. */
function leaderOf<T>(member: T, leaders: Map<T, T>): T {
  let leader = member;
  for (let next = leaders.get(leader); next !== undefined && next !== leader; next = leaders.get(leader)) leader = next;
  leaders.set(member, leader);
  return leader;
}
