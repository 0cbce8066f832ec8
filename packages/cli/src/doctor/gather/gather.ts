import type { ApiOptions } from '../../commands/options.ts'
import { apiUrlOf } from '../../connection.ts'
import type { Context } from '../../context.ts'
import type { Facts, ServeFacts } from '../facts.ts'
import { gatherAgreement, gatherData, gatherReports, gatherWorkflows } from './files.ts'
import { gatherMachine } from './machine.ts'
import { gatherRepository } from './repository.ts'
import { gatherServer } from './server.ts'

export type GatherOptions = ApiOptions & { agreement: string; data: string; service?: string }

/** Loaded late: the server is most of the program. */
const gatherStore = async (): Promise<ServeFacts['store']> => (await import('@plumbline/api')).storeHere()

/** Looks at everything, changes nothing, and judges nothing. */
export const gather = async (context: Context, options: GatherOptions): Promise<Facts> => {
  const { cwd, inputs } = context
  const url = apiUrlOf(context, options)
  const [machine, repository, agreement, reports, data, store] = await Promise.all([
    gatherMachine(context),
    gatherRepository(context),
    gatherAgreement(cwd, options.agreement),
    gatherReports(cwd),
    gatherData(cwd, options.data),
    gatherStore(),
  ])
  const engagement =
    options.engagement ?? inputs.engagement ?? (agreement.kind === 'valid' ? agreement.engagement : null)
  const root = repository.repository.kind === 'repository' ? repository.repository.root : null
  const [workflows, server] = await Promise.all([
    gatherWorkflows(root),
    url === null ? null : gatherServer(context, url, engagement, options.timeout),
  ])
  return {
    now: context.now(),
    ...{ machine, repository, agreement, reports, workflows, server },
    serve: { store, data },
    service: options.service ?? null,
  }
}
