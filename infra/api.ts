import { createFunction } from './function.ts'
import type { createSecrets } from './secrets.ts'
import type { Settings } from './settings.ts'
import type { Table } from './table.ts'

/**
 * The API and its pages behind a function URL: it costs nothing per request, and it hands a path on as it was sent,
 * where an HTTP API decodes it, so that an event's id may hold a slash. Everyone reaches it; keys and tokens are the
 * app's own business. Without CORS: no other site's script has business here.
 */
export const createApi = (
  stage: string,
  table: Table,
  secrets: ReturnType<typeof createSecrets>,
  { reservedConcurrency, passedOn }: Settings,
): sst.aws.Function =>
  createFunction(stage, 'api', table, {
    url: { authorization: 'none', cors: false },
    ...(reservedConcurrency === undefined ? {} : { concurrency: { reserved: reservedConcurrency } }),
    environment: {
      ...passedOn,
      PLUMBLINE_OPERATOR_KEY: secrets.operatorKey.value,
      PLUMBLINE_SECRET: secrets.signing.value,
    },
  })
