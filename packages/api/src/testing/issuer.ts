import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SECOND } from '@plumbline/core'

export type SigningKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject }

export const signingKey = (kid: string, modulusLength = 2048): SigningKey => ({
  kid,
  ...generateKeyPairSync('rsa', { modulusLength }),
})

export const publicJwk = ({ kid, publicKey }: SigningKey): Record<string, unknown> => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
})

const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A token of any header and payload, good or not; `signature` makes the last part of what stands before it. */
export const compact = (header: unknown, payload: unknown, signature: (signed: Buffer) => Buffer): string => {
  const signed = `${encoded(header)}.${encoded(payload)}`
  return `${signed}.${signature(Buffer.from(signed)).toString('base64url')}`
}

export const rs256 =
  ({ privateKey }: SigningKey) =>
  (signed: Buffer): Buffer =>
    sign('RSA-SHA256', signed, privateKey)

export type Claims = Record<string, unknown>
type Answering = (request: IncomingMessage, response: ServerResponse) => void

export type Issuer = {
  url: string
  key: SigningKey
  /** Paths asked for, in order. */
  asked: string[]
  /** What is published from now on. */
  publish: (keys: readonly unknown[]) => void
  /** Answers every request so from now on; null as it should. */
  behave: (answering: Answering | null) => void
  /** What GitHub says in a token of a workflow. */
  claims: (changes?: Claims) => Claims
  token: (changes?: Claims, header?: Claims, key?: SigningKey) => string
  stop: () => Promise<void>
}

export const AUDIENCE = 'https://plumbline.test'
export const REPOSITORY = { repository: 'acme/checkout-api', repository_id: '1001', repository_owner_id: '2001' }

/** An issuer of tokens as GitHub's, over HTTP on this machine. */
export const startIssuer = async (now: () => number): Promise<Issuer> => {
  const key = signingKey('key-1')
  let published: readonly unknown[] = [publicJwk(key)]
  let answering: Answering | null = null
  const asked: string[] = []

  const answer: Answering = (request, response) => {
    const path = request.url ?? ''
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (path === '/.well-known/openid-configuration')
      return void json({ issuer: url, jwks_uri: `${url}/.well-known/jwks`, claims_supported: ['sub', 'aud'] })
    if (path === '/.well-known/jwks') return void json({ keys: published })
    response.writeHead(404).end()
  }
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    ;(answering ?? answer)(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const claims = (changes: Claims = {}): Claims => {
    const at = Math.floor(now() / SECOND)
    return {
      iss: url,
      aud: AUDIENCE,
      sub: 'repo:acme/checkout-api:ref:refs/heads/main',
      jti: randomUUID(),
      iat: at,
      nbf: at - 300,
      exp: at + 300,
      ...REPOSITORY,
      repository_owner: 'acme',
      event_name: 'push',
      ref: 'refs/heads/main',
      run_id: '77',
      ...changes,
    }
  }
  return {
    url,
    key,
    asked,
    publish: (keys) => {
      published = keys
    },
    behave: (next) => {
      answering = next
    },
    claims,
    token: (changes = {}, header = {}, by = key) =>
      compact({ typ: 'JWT', alg: 'RS256', kid: by.kid, x5t: by.kid, ...header }, claims(changes), rs256(by)),
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
