// Modules of the command that many calls do not need, and their functions. They are loaded when one of them is first called; the
// code that imports them knows nothing of it.
export const lateFunctions = {
  'src/github/read-workflows.ts': ['readGithubPipelines'],
  'src/github/actions-files/read-action.ts': ['readAction'],
  'src/steps/run-steps.ts': ['runSteps'],
  'src/make/read-make.ts': ['readMake'],
  'src/bake/bake-file.ts': ['readBakeFile'],
  'src/tools/build/bake/read-bake-command.ts': ['bakeEvents'],
  'src/tools/build/bake/read-compose-command.ts': ['composeBuildEvents', 'composePushEvents'],
  'src/runner/read-helm-values.ts': ['readHelmValues'],
  'src/syntax/toml.ts': ['readToml'],
  'src/syntax/library-yaml/read-by-library.ts': ['readByLibrary'],
  'src/policy/path-globs.ts': ['globMatcher'],
  'src/report/color/in-style.ts': ['inStyle'],
};

/** For esbuild: what imports such a module gets functions that load it. `pack-chunks.js` gives `loadNow` its meaning. */
export const lateModules = {
  name: 'late-modules',
  setup({ initialOptions, onResolve, onLoad }) {
    const pathOf = (module) => `${initialOptions.absWorkingDir}/${module}`;
    const modules = new Map(Object.keys(lateFunctions).map((module) => [pathOf(module), module]));
    // What lies in the same folder belongs to it, and comes with it.
    onResolve({ filter: /^\.+\/.*\/.*\.ts$/ }, ({ path, resolveDir, kind }) => {
      const target = new URL(path, `file://${resolveDir}/`).pathname;
      if (kind === 'import-statement' && modules.has(target)) return { path: target, namespace: 'late' };
    });
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      resolveDir: initialOptions.absWorkingDir,
      contents: lateFunctions[modules.get(path)]
        .map((name) => `export const ${name} = (...args) => loadNow(import(${JSON.stringify(path)})).${name}(...args);`)
        .join('\n'),
    }));
  },
};
