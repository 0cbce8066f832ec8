import type { AcceptedVersion } from '../agreement/versions.ts'
import { DEFAULT_ENVIRONMENT } from '../events/environment.ts'

/**
 * Environments that count as production for a service: the agreed ones, and `production`, where events stand that
 * name none: an incident seldom says where it was noticed.
 */
export const productionOf = (version: AcceptedVersion | null, service: string): string[] => [
  ...new Set([...(version?.terms.services.get(service)?.production ?? []), DEFAULT_ENVIRONMENT]),
]
