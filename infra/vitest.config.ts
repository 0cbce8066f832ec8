import { defineConfig } from 'vitest/config'

/** Apart from the other tests: these need SST’s platform, 323 MB that only who deploys should have to download. */
export default defineConfig({
  test: {
    include: ['infra/**/*.test.ts'],
    // A stage is declared by a process that loads all of Pulumi’s AWS.
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
})
