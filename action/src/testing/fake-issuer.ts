import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FakeIssuer = {
  url: string
  /** A token for an audience, as GitHub signs them; claims given here go before its own. */
  tokenFor: (audience: string, claims?: Record<string, unknown>) => Promise<string>
  close: () => Promise<void>
}

/** acme/shop, by its ids. */
export const SHOP = { repository_id: '70107786', repository_owner_id: '20435322' }

const KID = 'test-key'

/** Signs identity tokens and publishes its key, as GitHub does. */
export const startFakeIssuer = async (): Promise<FakeIssuer> => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: KID, alg: 'RS256', use: 'sig' }]
  const server = createServer((request, response) => {
    const document =
      request.url === '/.well-known/openid-configuration'
        ? { issuer: url, jwks_uri: `${url}/keys` }
        : request.url === '/keys'
          ? { keys }
          : null
    if (document === null) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  return {
    url,
    tokenFor: async (aud, claims = {}) => {
      const now = Math.floor(Date.now() / 1_000)
      const times = { iat: now, nbf: now, exp: now + 300 }
      const body = { iss: url, aud, jti: randomUUID(), event_name: 'push', ...times, ...SHOP, ...claims }
      const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: KID })}.${part(body)}`
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
