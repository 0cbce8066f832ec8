import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const unit = ['packages/*/src/**/*.test.{ts,tsx}', 'action/src/**/*.test.ts']
const costly = ['**/*.int.test.ts', '**/*.e2e.test.ts', '**/*.browser.test.ts', '**/*.deep.test.ts']

/**
 * What the end-to-end tests start keeps its compiled code here, as many processes of one bundle do the same again: a
 * third of a command's time. `test/build.ts` empties it.
 */
const NODE_COMPILE_CACHE = fileURLToPath(new URL('node_modules/.cache/plumbline-tests', import.meta.url))

/** A file that takes ten seconds and more, begun last, would be waited for by an idle machine. Where nothing was timed
 * yet, Vitest begins with what is longest to read, and these are short. */
const LONG =
  /(?:demo|docs|crash)\.e2e|outage\.e2e|deployment\.e2e|(?:recovery|store|late|fuzz)\.int|(?:naive|histories)\.test/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

// CI reads the counts from a file of its own; people and the project's own gate read the others.
const results = process.env.PLUMBLINE_TEST_RESULTS
const reporters = [
  'default',
  ['junit', { outputFile: 'coverage/junit.xml' }],
  ...(results ? [['json', { outputFile: results }]] : []),
]

export default defineConfig({
  test: {
    reporters: reporters as never,
    // Many tests wait for a process of their own; one worker a core would leave the cores idle.
    maxWorkers: 3,
    // Files of one worker share what they have loaded: nothing of ours keeps state in a module that a test could see,
    // and loading it anew for each file was half of the time.
    isolate: false,
    // Where new objects have 1 MB, as they do unless told, tests that generate their cases sweep it all the time: 5 %.
    execArgv: ['--min-semi-space-size=16'],
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'unit', include: unit, exclude: costly } },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['packages/*/src/**/*.int.test.ts', 'test/**/*.int.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['packages/*/src/**/*.e2e.test.ts', 'action/src/**/*.e2e.test.ts', 'test/**/*.e2e.test.ts'],
          globalSetup: ['test/build.ts'],
          env: { NODE_COMPILE_CACHE },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { extends: true, test: { name: 'architecture', include: ['test/architecture.test.ts'] } },
      // Needs a browser: a step of CI's own, `vitest run --project browser`, and no part of `npm test`.
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['packages/*/src/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // The same guarantees with many more cases; `npm run test:deep`, and no part of `npm test`.
      {
        extends: true,
        test: {
          name: 'deep',
          include: ['packages/*/src/**/*.deep.test.ts', 'action/src/**/*.deep.test.ts', 'test/**/*.deep.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      // Counting lines costs time that only CI needs to spend, for the gate of this project itself.
      enabled: results !== undefined,
      provider: 'v8',
      include: ['packages/*/src/**', 'action/src/**'],
      exclude: ['**/*.test.*', '**/testing/**'],
      reporter: ['lcovonly', 'text-summary'],
      // A failing run still says what it covered.
      reportOnFailure: true,
    },
  },
})
