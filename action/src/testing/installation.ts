import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '@plumbline/api'
import { createClient, type EngagementClient } from '@plumbline/client'

export type Installation = {
  url: string
  vendor: EngagementClient
  /** Of the vendor, with the scopes. */
  key: (...scopes: ('gate:run' | 'events:write' | 'read')[]) => Promise<string>
  close: () => Promise<void>
}

const OPERATOR_KEY = 'operator-key-of-the-tests'
const ENGAGEMENT = 'acme-shop'

/** A server with an engagement, in which both parties have accepted this agreement. */
export const openInstallation = async (agreement: string): Promise<Installation> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'plumbline-action-server-'))
  const server = await startServer({ dataDir, port: 0, operatorKey: OPERATOR_KEY, log: () => {} })
  const as = (credential: string | null) => createClient({ baseUrl: server.url, credential })
  const { claims } = await as(OPERATOR_KEY).createEngagement({ engagement: ENGAGEMENT, title: 'Acme and Northwind' })
  const take = async (claim: string) => (await as(null).takeClaim({ claim, name: 'Ada', role: 'Head of Delivery' })).key
  const admin = { client: await take(claims.client), vendor: await take(claims.vendor) }
  const vendor = as(admin.vendor).engagement(ENGAGEMENT)
  const { version, hash } = await vendor.proposeAgreement(agreement, 'application/yaml')
  await as(admin.client).engagement(ENGAGEMENT).acceptAgreement(version, { hash })
  return {
    url: server.url,
    vendor,
    key: async (...scopes) => (await vendor.createKey({ name: scopes.join(' '), scopes })).key ?? '',
    close: async () => {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
