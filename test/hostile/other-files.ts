import { type Files, pipelineWithFinding } from '../robustness/lint-files.ts';
import { series } from '../robustness/rubbish.ts';

/** A pipeline whose job runs these lines. */
const running = (...lines: readonly string[]): string =>
  `stages: [build]\nbuild:\n  stage: build\n  image: docker:28\n  script: ${JSON.stringify(lines)}\n`;

const bake = (file: string): Files => ({
  '.gitlab-ci.yml': running('docker buildx bake --push'),
  'docker-bake.hcl': file,
});

const compose = (file: string): Files => ({
  '.gitlab-ci.yml': running('docker compose build --push'),
  'compose.yaml': file,
});

const make = (file: string): Files => ({ '.gitlab-ci.yml': running('make all'), Makefile: file });

const runner = (file: string): Files => ({ '.gitlab-ci.yml': pipelineWithFinding, 'config.toml': file });

/** Files beside the pipeline that nobody would write. */
export const hostileFiles: Readonly<Record<string, () => Files>> = {
  'bake: blocks 10,000 deep': () => bake(`${'target "a" {\n'.repeat(10_000)}${'}\n'.repeat(10_000)}`),
  'bake: brackets 20,000 deep': () => bake(`target "default" { tags = ${'['.repeat(20_000)}${']'.repeat(20_000)} }\n`),
  'bake: brackets that are never closed': () => bake(`target "default" { tags = ${'('.repeat(20_000)}`),
  'bake: templates in templates': () =>
    bake(`target "default" { tags = ["${'${"'.repeat(2_000)}a${'"}'.repeat(2_000)}"] }\n`),
  'bake: conditions 5,000 deep': () =>
    bake(`target "default" { tags = [${'true ? '.repeat(5_000)}"a"${' : "b"'.repeat(5_000)}] }\n`),
  'bake: negations 20,000 deep': () => bake(`target "default" { no-cache = ${'!'.repeat(20_000)}true }\n`),
  'bake: variables that double': () =>
    bake(
      `variable "V0" { default = "aaaaaaaaaa" }\n${series(60, (n) => `variable "V${n + 1}" { default = "\${V${n}}\${V${n}}" }`).join('\n')}\ntarget "default" { tags = ["\${V60}"] }\n`,
    ),
  'bake: lists that double': () =>
    bake(
      `variable "V0" { default = ["a"] }\n${series(40, (n) => `variable "V${n + 1}" { default = concat(V${n}, V${n}) }`).join('\n')}\ntarget "default" { tags = V40 }\n`,
    ),
  'bake: variables in a circle': () =>
    bake('variable "A" { default = B }\nvariable "B" { default = A }\ntarget "default" { tags = [A] }\n'),
  'bake: a function that calls itself': () =>
    bake('function "f" {\n params = [a]\n result = "${f(a)}${f(a)}"\n}\ntarget "default" { tags = [f("a")] }\n'),
  'bake: functions that double': () =>
    bake(
      `function "f0" {\n params = [a]\n result = a\n}\n${series(40, (n) => `function "f${n + 1}" {\n params = [a]\n result = "\${f${n}(a)}\${f${n}(a)}"\n}`).join('\n')}\ntarget "default" { tags = [f40("a")] }\n`,
    ),
  'bake: loops in loops': () =>
    bake(
      `variable "L" { default = [${series(100, (n) => `"${n}"`).join()}] }\ntarget "default" { tags = flatten([for a in L : [for b in L : [for c in L : [for d in L : "\${a}\${b}\${c}\${d}"]]]]) }\n`,
    ),
  'bake: a matrix of 10 axes with 100 values': () =>
    bake(
      `target "default" {\n name = "a-\${a0}"\n matrix = { ${series(10, (n) => `a${n} = [${series(100, (m) => `"${m}"`).join()}]`).join(', ')} }\n tags = ["a:\${a0}"]\n}\n`,
    ),
  'bake: inheritance in a circle': () =>
    bake('target "default" { inherits = ["a", "default"] }\ntarget "a" { inherits = ["default", "a"] }\n'),
  'bake: inheritance in diamonds': () =>
    bake(
      `target "t0" { tags = ["a"] }\n${series(60, (n) => `target "t${n + 1}" { inherits = ["t${n}", "t${n}"] }`).join('\n')}\ntarget "default" { inherits = ["t60"] }\n`,
    ),
  'bake: groups in a circle and in diamonds': () =>
    bake(
      `group "default" { targets = ["g40", "default"] }\ntarget "g0" { tags = ["a"] }\n${series(40, (n) => `group "g${n + 1}" { targets = ["g${n}", "g${n}"] }`).join('\n')}\n`,
    ),
  'bake: 5,000 targets': () =>
    bake(
      `group "default" { targets = [${series(5_000, (n) => `"t${n}"`).join()}] }\n${series(5_000, (n) => `target "t${n}" { tags = ["a:${n}"] }`).join('\n')}\n`,
    ),
  'bake: heredocs without end': () => bake(`target "default" { tags = [<<EOT\n${'${'.repeat(5_000)}\n`),
  'bake: a range and a format beyond all bounds': () =>
    bake(
      'target "default" { tags = [join(",", range(0, 1e12)), format("%1000000000d", 1), substr("a", 0, 1e300), strlen(7)] }\n',
    ),
  'bake: patterns that explode elsewhere': () =>
    bake(
      `target "default" { tags = [regex_replace("${'a'.repeat(60)}b", "^(a+)+$", "x"), regex("(a*)*c", "${'a'.repeat(60)}")] }\n`,
    ),
  'compose: aliases that double': () =>
    compose(
      `x-a0: &a0 [a, a]\n${series(30, (n) => `x-a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join('\n')}\nservices: { a: { image: a, build: { context: ., tags: *a30 } } }\n`,
    ),
  'compose: extends and includes in a circle': () =>
    compose(
      'include: [compose.yaml]\nservices:\n  a: { extends: a, build: . }\n  b: { extends: { file: compose.yaml, service: c } }\n  c: { extends: b, build: . }\n',
    ),
  'compose: 5,000 services': () =>
    compose(`services:\n${series(5_000, (n) => `  s${n}: { image: "a:${n}", build: . }`).join('\n')}\n`),
  'compose: expansions 5,000 deep': () =>
    compose(`services: { a: { image: "${'${A:-'.repeat(5_000)}a${'}'.repeat(5_000)}", build: . } }\n`),
  'make: a variable of itself': () => make('A = $(A)$(A)\nall:\n\tdocker build -t $(A) .\n'),
  'make: variables that double': () =>
    make(
      `A0 = aaaaaaaaaa\n${series(60, (n) => `A${n + 1} = $(A${n})$(A${n})`).join('\n')}\nall:\n\tdocker build -t $(A60) .\n`,
    ),
  'make: calls 5,000 deep': () => make(`all:\n\tdocker build -t ${'$(strip '.repeat(5_000)}a${')'.repeat(5_000)} .\n`),
  'make: calls that are never closed': () => make(`all:\n\tdocker build -t ${'$(call f,'.repeat(5_000)}\n`),
  'make: a function that calls itself twice': () =>
    make('f = $(call f,$(1)a)$(call f,$(1)b)\nall:\n\tdocker build -t $(call f,a) .\n'),
  'make: an eval that grows': () =>
    make('define g\n$(eval $(g))$(eval A += a $(g))\nendef\n$(eval $(g))\nall:\n\tdocker build -t "$(A)" .\n'),
  'make: loops in loops': () =>
    make(
      `L := ${series(100, String).join(' ')}\nall:\n\tdocker build -t $(foreach a,$(L),$(foreach b,$(L),$(foreach c,$(L),$(foreach d,$(L),$(a)$(b)$(c)$(d))))) .\n`,
    ),
  'make: it calls itself': () => make('all:\n\t$(MAKE) all\n\t$(MAKE) -C . all all\n\tmake all\n'),
  'make: it includes itself': () => make('include Makefile Makefile\n-include $(wildcard *)\nall:\n\tmake\n'),
  'make: goals in a circle and in diamonds': () =>
    make(
      `all: all g60\ng0:\n\tdocker build -t a .\n${series(60, (n) => `g${n + 1}: g${n} g${n}\n\tdocker build -t a:${n} .`).join('\n')}\n`,
    ),
  'make: pattern rules that chain': () =>
    make(
      `${series(60, (n) => `%.${n}: %.${n + 1}\n\tcat $< > $@`).join('\n')}\nall: a.0\n\tdocker build .\n%: %.x\n%: x.%\n`,
    ),
  'make: 10,000 rules, 3,000 of them builds': () =>
    make(
      `all: ${series(3_000, (n) => `r${n}`).join(' ')}\n${series(10_000, (n) => `r${n}:\n\tdocker build -t a:${n} .`).join('\n')}\n`,
    ),
  'make: conditions that are never closed': () => make(`${'ifeq ($(A),)\n'.repeat(5_000)}all:\n\tdocker build .\n`),
  'make: a line of 1 MB': () => make(`all:\n\tdocker build -t ${'$(A)'.repeat(250_000)} .\n`),
  'runner: brackets 10,000 deep': () => runner(`[[runners]]\ntags = ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
  'runner: tables 10,000 deep': () => runner(`[${series(10_000, () => 'a').join('.')}]\nb = 1\n`),
  'runner: inline tables 5,000 deep': () => runner(`a = ${'{ a = '.repeat(5_000)}1${' }'.repeat(5_000)}\n`),
  'runner: 5,000 runners': () =>
    runner(
      series(5_000, (n) => `[[runners]]\nname = "r${n}"\nexecutor = "docker"\n[runners.docker]\nimage = "a"\n`).join(
        '',
      ),
    ),
  'runner: a text that does not end': () => runner(`[[runners]]\nname = """${'a\n'.repeat(100_000)}`),
  'runner: names of built-in properties': () =>
    runner(
      '[[runners]]\n__proto__ = { executor = "docker" }\nconstructor = 1\n[runners.toString]\nprivileged = true\n[__proto__]\na = 1\n',
    ),
  'helm: 5,000 runners in one text': () => ({
    '.gitlab-ci.yml': pipelineWithFinding,
    'values.yaml': `runners:\n  config: |\n${series(5_000, (n) => `    [[runners]]\n      name = "{{ .Values.a${n} }}"\n      executor = "kubernetes"`).join('\n')}\n`,
  }),
  'comments that silence, 20,000 of them': () => ({
    '.gitlab-ci.yml': `${pipelineWithFinding}${'# multiarch-lint: ignore[no-such-rule] because\n'.repeat(20_000)}`,
  }),
  'a comment that silences a million rules': () => ({
    '.gitlab-ci.yml': `# multiarch-lint: ignore-file[${'kaniko-cache-ttl,'.repeat(60_000)}] ${'because '.repeat(1_000)}\n${pipelineWithFinding}`,
  }),
  'comments that are cut off': () => ({
    '.gitlab-ci.yml': `${pipelineWithFinding}# multiarch-lint: ignore[\n# multiarch-lint: ${'ignore['.repeat(10_000)}\n# multiarch-lint:\n`,
  }),
  'JSON 10,000 deep that jq reads': () => ({
    '.gitlab-ci.yml': running(
      `docker build --push -t a:$(jq -r '${'.a|'.repeat(2_000)}.b' data.json) .`,
      `jq '${'['.repeat(5_000)}' data.json`,
    ),
    'data.json': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  }),
};
