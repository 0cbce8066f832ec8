import type { ClaimTaken, EngagementMade, NewEngagement, TakeClaim } from '@plumbline/contract'
import { jsonOf } from '../transport/problem.ts'
import { createTransport, type TransportOptions } from '../transport/transport.ts'
import { type EngagementClient, engagementClient } from './engagement.ts'

/** An installation. Nothing is asked before a method is called. */
export type Client = {
  readonly origin: string
  engagement(name: string): EngagementClient
  /** With the operator's key. */
  createEngagement(body: NewEngagement): Promise<EngagementMade>
  /** Takes a party's first key; needs no credential but the claim. */
  takeClaim(body: TakeClaim): Promise<ClaimTaken>
}

/** @throws BadBaseUrl */
export const createClient = (options: TransportOptions): Client => {
  const transport = createTransport(options)
  return {
    origin: transport.origin,
    engagement: (name) => engagementClient(transport, name),
    createEngagement: async (body) =>
      jsonOf(
        await transport.call({ method: 'POST', path: '/v1/engagements', body }),
        transport.origin,
      ) as EngagementMade,
    takeClaim: async (body) =>
      jsonOf(await transport.call({ method: 'POST', path: '/v1/claims', body }), transport.origin) as ClaimTaken,
  }
}
