/// <reference path="./.sst/platform/config.d.ts" />

// SST allows no imports here but inside the functions. What is deployed, and why, stands in infra/ and docs/deploying.md.
export default $config({
  app: async ({ stage }) => {
    const { appOf } = await import('./infra/app.ts')
    return appOf(stage)
  },
  run: async () => {
    const { declare } = await import('./infra/installation.ts')
    return declare()
  },
})
