import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { linesOf, read } from './reading.ts';

/** Scripts of which all is known; the last line says what came out. */
const scripts = [
  // tr
  'say "$(echo v1.2 | tr . -)"',
  'say "$(echo a/b/c | tr / -)"',
  'say "$(echo Main | tr A-Z a-z)" "$(echo main | tr [:lower:] [:upper:])"',
  'say "$(echo feature/New_UI | tr _/ --)"',
  'say "$(echo abcabc | tr abc xy)"',
  'say "$(echo aabb | tr aba xyz)"',
  'say "$(echo a-b-c | tr -d -)" "$(echo a.b | tr -d .)"',
  'say "$(printf "amd64\\narm64\\n" | tr "\\n" ,)"',
  // cut
  'say "$(echo 1.2.3 | cut -d. -f1)" "$(echo 1.2.3 | cut -d . -f 3)" "$(echo 1.2.3 | cut -f2 -d.)"',
  'say "$(echo 1.2.3 | cut -d. -f4)" "$(echo plain | cut -d. -f2)"',
  'say "$(echo 0123456789 | cut -c1-8)" "$(echo 0123 | cut -c -2)" "$(echo 0123 | cut -c3-)" "$(echo ab | cut -c5-9)"',
  // head and tail
  'say "$(printf "a\\nb\\nc\\n" | head -n 1)" "$(printf "a\\nb\\nc" | tail -1)" "$(printf "a\\nb\\nc\\n" | head -2)"',
  // sed
  'say "$(echo refs/tags/v1 | sed s,refs/tags/,,)" "$(echo v1.2 | sed -e s/^v// -e s/2$/3/)"',
  'say "$(echo a.b.c | sed "s/\\./-/g")" "$(echo a1b2 | sed "s/[0-9]//g")" "$(echo abc | sed -E "s|b.*||")"',
  'say "$(printf "one\\ntwo\\n" | sed s/o/0/)"',
  // parameters
  'set -- a b c; shift; say "$1" $#',
  'set -- a b c; shift 2; say "$1" $#',
  'set -- a; shift 2 || true; say "$1" $#',
  'A=(x y z); say "${A[1]}" "${A[-1]}" "${A[7]}" "${#A[@]}"',
  'A=(x y); A[1]=Y; A[2]=Z; say "${A[@]}"',
  'A=x; A[1]=y; say "${A[@]}"',
  'A=(x y); A+=(z); A+=!; say "${A[@]}"',
  'A=(x y); I=1; A[$I]=q; say "${A[$I]}"',
  'A=abc; say "${A^}" "${A^^}"; say "${A^}"',
  'A=ABC; say "${A,}" "${A,,}"',
  'A=abcdef; say "${A:2}" "${A: -2}" "${A:1:-1}" "${A:9}"',
  'A=a.b.c; say "${A/#a/x}" "${A/%c/x}" "${A/b}" "${A//./}" "${A/z/x}"',
  'A=aXbX; say "${A%X*}" "${A%%X*}" "${A#*X}" "${A##*X}" "${A%[!0-9]}"',
  'N=A; A=x; say "${!N}"; unset N; say "${N-none}" "${N:-empty}"',
  'A=; say "${A-none}" "${A:-empty}" "${A+set}" "${A:+full}x"',
  'A=x.y; say "${A/#/a-}" "${A/%/-z}" "${A///q}"; A=; say "${A/#/a}" "${A/*/y}" "${A//*/z}" "${A/?/z}"',
  'A=abcdef; say "${A::2}" "${A: -2}"',
  // lists
  'A=(linux/amd64 linux/arm64); say "$(IFS=,; echo "${A[*]}")"; IFS=+; say "${A[*]}" ${A[*]}; B=${A[*]}; say "$B"',
  'A=(x y); IFS=; say "${A[*]}" ${A[*]}; B="${A[@]}"; say "$B"',
  'f() { local IFS=,; echo "$*"; }; say "$(f a b c)"; set -- p q; A=$*; say "$A" "$*"',
  'A=(amd64 arm64); say "${A[@]/#/app:v1-}" "${A[*]/%/.tar}" "${A[@]#a}" "${A[@]^^}" "${A[@]//64/-64}"',
  'A=(a b c); say "${A[@]:1}" "${A[@]: -1}" "${A[@]:0:2}" "${A[*]:1}" "p${A[@]:1}q"; say end "${A[@]:5}"',
  'set -- a b c; say "${@:2}" "${@: -1}" "${@:1:2}"; say end "${@:4}"; f() { say "${@:2}"; }; f x y "z w"',
  'A=(x y); B=("${A[@]%x}"); say "${#B[@]}" "${B[@]}"; say "${A[@]:-none}" "${A[@]+some}"; A=(); say "${A[@]:-none}"',
  // questions
  'A=x; if [ ! -z "$A" ]; then say filled; fi',
  'A=; if [ ! -n "$A" ]; then say empty; fi',
  'if [ ! a = b ]; then say differ; fi',
  '[ a = a -a ! b = c ] && say both',
  '[ a = b -o c = c ] && say one',
  '[ 10 -gt 9 ] && [ 2 -le 2 ] && [ 1 -ne 2 ] && [ 3 -eq 3 ] && [ 1 -lt 2 ] && [ 2 -ge 1 ] && say numbers',
  '[ "$(echo x)" ] && say word; [ "" ] || say none',
  'if test "a" != "a"; then say no; else say same; fi',
  '[[ v1.2 =~ ^v[0-9]+ ]] && say version; [[ v1.2 == v* && ! a == b ]] && say pattern',
  '[[ 1x2 =~ ^[0-9]+\\.[0-9]+$ ]] || say dot; [[ v1.2 =~ ^v[0-9]+\\.[0-9]+$ ]] && say version; [[ x =~ \\. ]] || say none',
  'R=^v; [[ v1 =~ $R ]] && say "$R"; [[ v1 =~ ^(v|w)[0-9] ]] && say group',
  '[[ ( a == b || c == c ) && x != y ]] && say groups',
  '[[ abc != a* ]] || say matches; [[ -z "" ]] && say empty',
  // loops and choices
  'for A in 1 2 3; do [ $A = 2 ] && continue; say $A; done',
  'I=3; until [ $I -le 1 ]; do say $I; I=$((I-1)); done',
  'while read -r A B; do say "$A" "$B"; done <<< "one two three"',
  'printf "amd64 1\\narm64 2\\n" | while read -r A B; do say "$A-$B"; done',
  'while read -r A; do [ "$A" = b ] && break; say "$A"; done <<< "$(printf "a\\nb\\nc")"; say "$A"',
  'while IFS=, read -r A B C; do say "$A" "$B" "$C"; done <<< "x,,y z, w"; say "$A"',
  'read -r A <<< "  a   b  "; say "$A"; IFS= read -r A <<< "  a "; say "$A"',
  'IFS=, read -ra A <<< "linux/amd64,linux/arm64"; say "${A[@]}" "${#A[@]}"; for P in "${A[@]}"; do say "$P"; done',
  'IFS=:/ read -r A B C D <<< "host:5000/app"; say "$A" "$B" "$C" "$D"',
  'mapfile -t A <<< "$(printf "a\\nb c\\n\\nd")"; say "${A[@]}" "${#A[@]}"; say "${A[@]/#/x@}"',
  'printf "1\\n2\\n" > two; readarray -t < two; say "${MAPFILE[1]}"; mapfile -t A < /dev/null; say "${#A[@]}" "${A[@]}"',
  'if read -r A < /dev/null; then say yes; else say "no$A"; fi | cat',
  'case v1.2 in v[0-9]*) say release ;; *) say other ;; esac',
  'case a in a) say a ;& b) say b ;; c) say c ;; esac',
  'case a in a) say a ;& b) say b ;;& [a-z]) say letter ;;& d) say d ;; a) say last ;; esac',
  'case a in a) say a ;;& [a-z]) say letter ;;& c) say c ;; esac',
  'while read -r A || [ -n "$A" ]; do say "$A"; done <<< amd64',
  'printf "a\\nb" | while read -r A || [[ -n $A ]]; do say "$A"; done',
  'printf "a\\nb" | while read -r A; do say "$A"; done',
  'printf "a\\nb" | { while read -r A; do :; done; say "$A"; }',
  'if printf a | read -r A; then say yes; else say no; fi',
  'IFS=:; A=x::y; say $A; A=:x; say $A; A=x:; say $A; A=::; say $A',
  'IFS=": "; A="x : y z"; say $A; A=" x:: y"; say $A',
  // lists
  'A=(x y); A=z; say "$A" "${A[1]}" "${#A[@]}"',
  'A=(); A=z; say "${#A[@]}" "$A"',
  'A=(x y); read -r A <<< z; say "${A[@]}"',
  'A=(x y); printf -v A %s z; say "${A[@]}"',
  'A=(x y); for A in p q; do :; done; say "${A[@]}"',
  'A=(); say "${A+set}" "${A-none}"; A=(x); say "${A+set}"',
  'say "$(dirname a/b/c /x y)"',
  // functions and files
  'f() { local A=$1; shift; say "$A" "$@"; return 1; }; f x y z || say failed',
  'f() { [ "$1" = x ]; }; if f x; then say x; fi; if ! f y; then say y; fi',
  'A=1; (A=2; say $A); say $A; { A=3; }; say $A',
  'A=1 B=2 eval "say \\$A \\$B"',
  'printf -v A "%s-%s" v 7; say "$A"',
  'say "$(printf "%s\\n" a b)"',
  'IFS=. read -r MAJOR MINOR <<< 1.25; say "$MAJOR" "$MINOR"',
  'say {a,b}{1,2} {3..1} x{,y}',
  "say 'a'\"b\"$'c\\td'",
  'cat > f.env <<EOF\nA=1\nEOF\n. ./f.env; say "$A"; rm f.env',
] as const;

test('scripts of which all is known come out as bash says', () => {
  const program = scripts.map((script) => `(\n${script}\n)\necho ---`).join('\n');
  const { stdout } = spawnSync('bash', ['--norc', '--noprofile'], {
    input: `cd "$(mktemp -d)"\nsay() { printf '<'; printf '%s|' "$@"; printf '>\\n'; }\n${program}`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  });
  const expected = stdout.split('---\n');
  const printed = scripts.map((script) => {
    const said = linesOf(script, { process: 'run' }).filter((line) => /^say\b/.test(line));
    return { script, said };
  });
  expect(printed).toEqual(
    scripts.map((script, index) => ({
      script,
      said: (expected[index] ?? '')
        .split('>\n')
        .filter((line) => line !== '')
        .map((line) => ['say', ...line.slice(1).split('|').slice(0, -1)].join(' ')),
    })),
  );
});

test.each([
  ['IFS=, read -ra A <<< "$LIST"; say "${A[@]}"', 'say …'],
  ['read -r A B <<< "$LIST"; say "$A" "$B"', 'say $A $B'],
  ['read -d : -r A <<< a:b; say "$A"', 'say $A'],
  ['mapfile -t A < <(list-architectures); say "${A[@]}"', 'say …'],
  ['mapfile -t -s 1 A <<< "$(printf "a\\nb")"; say "${A[@]/#/x@}"', 'say …'],
  ['mapfile A <<< a; say "${A[@]}"', 'say …'],
  ['read A <<< "a\\\\b"; say "$A"', 'say $A'],
  ['IFS=, read -r A B <<< "a,b,"; say "$A" "$B"', 'say $A $B'],
  ['while read -r A; do say "$A"; done <<< "$LIST"', 'say $A?'],
  ['while read -r A; do say "$A"; done < <(list-architectures)', 'say $A?'],
  ['set -- a b; shift "$N"; say "$@"', 'say …'],
  ['A=($LIST b); say "${A[0]}" "${A[1]}"', 'say $LIST ${A[1]}'],
  ['printf -v A "%5s" x; say "$A"', 'say $A'],
  ['A=(x y); say "${A[@]/#/$REGISTRY/app:}"', 'say $REGISTRY/app:x $REGISTRY/app:y'],
  ['A=(x y); A[$N]=z; say "${A[@]:1}"', 'say …'],
  ['A=(x y z); say "${A[@]:$N}"', 'say …'],
  ['[[ a.b =~ "a.b" ]] && say yes', 'say yes?'],
  ['printf -v "A[1]" x; say "${A[1]}"', 'say ${A[1]}'],
  ['read -ra A < list.txt; say "$A" "${A[*]}"', 'say ${…[0]} …'],
  ['set -- $LIST; say "$#"', 'say $#'],
  ['cat > f.sh <<"EOF"\nsay "$#"\nEOF\nsh f.sh $LIST', 'say $#'],
  ['{ read -r A; read -r B; say "$A" "$B"; } <<< 1', 'say 1 $B'],
  ['{ read -r A; cat > left.txt; say "$(cat left.txt)"; } <<< 1', 'say $(cat)'],
  ['{ read -r A; while read -r B; do say "$B"; done; } <<EOF\n1\n2\nEOF', 'say $B?'],
  ['while read -d , -r A; do say "$A"; done <<< a,b,', 'say $A?'],
  ['while read A; do say "$A"; done <<< "a\\b"', 'say $A?'],
  ['A=(x y); A[$N]=z; say "${A[@]}"', 'say x y …'],
  ['say "${LIST:2:3}" "${LIST/a/b}" "${LIST^}" "${#LIST}"', 'say ${LIST:2:3} ${LIST/a/b} ${LIST^} ${#LIST}'],
  ['say "$(echo "$LIST" | sed s/a/b/)"', 'say $(echo "$LIST" | sed s/a/b/)'],
  ['say "$(echo armv7 | sed "s/[z-a]/b/")"', 'say $(echo armv7 | sed "s/[z-a]/b/")'],
  ['say "$(echo "$LIST" | tr a b)"', 'say $(echo "$LIST" | tr a b)'],
  ['say "$(echo "$LIST" | tr -d "\\\\n")" "$(echo "$LIST" | tr A-Z a-z)"', 'say $LIST ${$LIST,,}'],
  ['if [ "$N" = 1 ]; then A=x; fi; say ${A+--push}', 'say ${A+--push} …'],
  ['A=x; if [ "$N" = 1 ]; then unset A; fi; say "${A-none}"', 'say ${A-none}'],
  ['A=; if [ "$N" = 1 ]; then unset A; fi; say "${A-none}" "$A"', 'say ${A-none} '],
  ['if [ "$N" = 1 ]; then A=x; else A=y; fi; say "${A+set}"', 'say set'],
  ['A=x; if [ "$N" = 1 ]; then unset A; else unset A; fi; say "${A+set}"', 'say '],
  ['set -- a; if [ "$N" = 1 ]; then set -- "$@" b; fi; say "$@" "$1"', 'say a a …'],
  ['set -- a b; if [ "$N" = 1 ]; then shift; fi; say "$1" $#', 'say $1 $#'],
  ['f() { say 1; }; if [ "$N" = 1 ]; then f() { say 2; }; fi; f', 'say 1?'],
  ['if [ "$N" = 1 ]; then f() { say 1; }; fi; f', 'f?'],
  ['while read -r A; do set -- "$@" "$A"; done < versions; say "$@"', 'say …'],
  ['while read -r A; do set -- "$A"; done < versions; say "$@"', 'say …'],
  ['cd a; if [ "$N" = 1 ]; then cd b; fi; cd c; cd -; say "$PWD"', 'say $PWD'],
  ['popd; say "$PWD"', 'say $PWD'],
])('what the run decides is left open: %s', (script, line) => {
  expect(linesOf(script, { process: 'run' }).at(-1)).toBe(line);
});

test('the commands of a process substitution are read', () => {
  expect(linesOf('diff <(crane manifest app:v1) <(crane manifest app:v2)')).toEqual([
    'crane manifest app:v1',
    'crane manifest app:v2',
    expect.stringMatching(/^diff /),
  ]);
});

test('a directory that is pushed is where the next command is', () => {
  const directories = read('pushd api; make; popd; make; cd web; cd -; make')
    .items.filter(({ program }) => showText(program) === 'make')
    .map(({ directory }) => showText(directory));
  expect(directories).toEqual(['api', '', '']);
});
