import { defineConfig } from 'vitest/config'

/**
 * Between the parts of a test's name Stryker 9.6 writes a space, vitest 5 looks for ` > `: left alone, no test inside
 * of a `describe` would run against a planted fault, and every fault there would seem to survive.
 */
const namesAsVitestReadsThem = {
  name: 'names-as-vitest-reads-them',
  configureVitest: ({ project }: { project: { config: object } }) => {
    let pattern: RegExp | undefined
    Object.defineProperty(project.config, 'testNamePattern', {
      enumerable: true,
      get: () => pattern,
      set: (given: RegExp | undefined) => {
        pattern = given && new RegExp(given.source.replaceAll(' ', ' (?:> )?'))
      },
    })
  },
}

/** Core's unit tests, without the files that try thousands of histories: they would run for every fault. */
export default defineConfig({
  plugins: [namesAsVitestReadsThem],
  test: {
    isolate: false,
    // Under load the instrumented code is many times slower; faults that never end are Stryker's to stop.
    testTimeout: 60_000,
    include: ['packages/core/src/**/*.test.ts'],
    exclude: [
      '**/*.deep.test.ts',
      '**/docs.test.ts',
      '**/histories.test.ts',
      '**/one-history.test.ts',
      '**/naive/naive.test.ts',
    ],
  },
})
