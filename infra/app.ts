import { isPermanent } from './stage.ts'

/** The version of SST this was checked with; `sst` refuses to deploy with another one. */
const SST = '4.17.1'
const NAME = 'plumbline'

/** What a stage is, before anything is declared in it. */
export const appOf = (stage: string) => {
  const permanent = isPermanent(stage)
  return {
    name: NAME,
    home: 'aws' as const,
    version: SST,
    removal: permanent ? ('retain' as const) : ('remove' as const),
    // `sst remove` refuses.
    protect: permanent,
  }
}
