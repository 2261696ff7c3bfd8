import { series } from './rubbish.ts';

/** Scripts that are long, deep, cut off or never end. */
export const hostileScripts: Readonly<Record<string, () => string>> = {
  '1,000 lines of builds': () => 'docker build --platform linux/arm64 -t registry.example/app:$A .\n'.repeat(1_000),
  '5,000 different lines': () => series(5_000, (n) => `V${n}="$V${n - 1}$A"; echo "$V${n}" >> out.txt`).join('\n'),
  'substitutions 5,000 deep': () => `${'$(echo '.repeat(5_000)}a${')'.repeat(5_000)}`,
  'substitutions 5,000 deep, not closed': () => '$(echo '.repeat(5_000),
  'quoted substitutions 1,000 deep': () => `${'echo "$('.repeat(1_000)}a${')"'.repeat(1_000)}`,
  backticks: () => '`'.repeat(10_001),
  'expansions 5,000 deep': () => `echo ${'${A:-'.repeat(5_000)}a${'}'.repeat(5_000)}`,
  'brackets 20,000 deep': () => '('.repeat(20_000),
  'braces 20,000 deep': () => '{ '.repeat(20_000),
  'arithmetic 10,000 deep': () => `echo $((${'('.repeat(10_000)}1${')'.repeat(10_000)}))`,
  'brace lists that multiply': () => `echo ${'{a,b}'.repeat(40)}`,
  'a brace range without end': () => 'echo {1..999999999999}',
  'if 5,000 deep': () => `${'if $A; then '.repeat(5_000)}make${'; fi'.repeat(5_000)}`,
  'if 5,000 deep, not closed': () => 'if $A; then '.repeat(5_000),
  'case 2,000 deep': () => `${'case $A in b) '.repeat(2_000)}make${' ;; esac'.repeat(2_000)}`,
  'a heredoc without end': () => `cat <<EOF\n${'docker build .\n'.repeat(2_000)}`,
  '1,000 heredocs without end': () => series(1_000, (n) => `cat <<E${n} > f${n}\n$A`).join('\n'),
  'a quote without end': () => `docker build -t "app\n${'make\n'.repeat(5_000)}`,
  'a loop that never ends': () => 'while true; do docker push registry.example/app:$A; done',
  'a loop that grows a value': () => 'A=a; while true; do A=$A$A; done; docker build -t $A .',
  'nested loops without end': () => `${'while :; do '.repeat(200)}A=$A$A${'; done'.repeat(200)}`,
  'a loop over a long range': () => 'for i in $(seq 1 100000000); do docker push registry.example/app:$i; done',
  'values that double': () => `A=aaaaaaaaaa\n${'A="$A$A"\n'.repeat(60)}docker build -t "$A" .`,
  'values that double with holes': () => `${'A="$A$B$A"\n'.repeat(60)}docker build -t "$A" .`,
  'a function that calls itself': () => 'f() { f "$@" a; }; f',
  'functions that call each other twice': () => 'f() { g; g; }; g() { f; f; }; f; docker push registry.example/app',
  'functions that double 40 times': () =>
    `f0() { docker push a; }\n${series(40, (n) => `f${n + 1}() { f${n}; f${n}; }`).join('\n')}\nf40`,
  'an eval of itself': () => 'A=\'eval "$A"\'; eval "$A"',
  'shells in shells': () => series(40, () => 'sh -c "').join('') + 'make',
  'a script that runs itself': () => 'sh ci/build.sh',
  'a pipe of 3,000 commands': () => `${'cat | '.repeat(3_000)}docker load`,
  'a chain of 2,000 conditions': () => `${'test -n "$A" && '.repeat(2_000)}make`,
  '2,000 alternatives': () => `${'test -n "$A" || '.repeat(2_000)}make`,
  'a word of 1 MB': () => `docker build -t ${'a'.repeat(1_000_000)} .`,
  'a word of 50,000 variables': () => `docker build -t ${'$A'.repeat(50_000)} .`,
  '20,000 words': () => `docker build ${'--build-arg A=b '.repeat(20_000)} .`,
  '3,000 exports': () => series(3_000, (n) => `export V${n}=$(date)`).join('\n'),
  'patterns with many stars': () =>
    `A=${'a'.repeat(3_000)}; echo \${A##${'*a'.repeat(30)}b} \${A//${'*a'.repeat(30)}/c}`,
  'a sed that backtracks': () => `echo ${'a'.repeat(40)} | sed 's/\\(a*\\)*b/c/' > out; docker build -t $(cat out) .`,
  'an expression that backtracks': () => `if [[ ${'a'.repeat(40)} =~ ^(a+)+b$ ]]; then make; fi`,
  'a test of 2,000 parts': () => `if [ ${'-n "$A" -a '.repeat(2_000)} -n b ]; then make; fi`,
  backslashes: () => '\\'.repeat(100_001),
  'carriage returns': () => 'docker build \\\r\n  -t registry.example/app .\r\n'.repeat(1_000),
  'manifest-tool lists in heredocs': () =>
    series(
      200,
      (n) =>
        `cat > l${n}.yml <<EOF\nimage: a:${n}\nmanifests:\n${'  - { image: b, platform: { os: linux, architecture: arm64 } }\n'.repeat(20)}EOF\nmanifest-tool push from-spec l${n}.yml`,
    ).join('\n'),
  'a script of control characters': () =>
    series(32, (n) => String.fromCharCode(n))
      .join('')
      .repeat(1_000),
};
