import type { Connection } from '@plumbline/store'
import { ConfigMistake, type Given } from '../config.ts'

/*
 * What a hosted function is given by its environment: the table's name by our infrastructure, region and credentials
 * by the host. The settings of the app itself are read where every host reads them.
 */

type Environment = Readonly<Record<string, string | undefined>>

const required = (env: Environment, name: string): string => {
  const value = env[name]
  if (!value) throw new ConfigMistake(`${name} is not set`)
  return value
}

/**
 * The table. An execution environment never outlives its credentials, so they are read once.
 * @throws ConfigMistake
 */
export const readTable = (env: Environment = process.env): Connection => ({
  table: required(env, 'PLUMBLINE_TABLE'),
  region: required(env, 'AWS_REGION'),
  credentials: {
    accessKeyId: required(env, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: required(env, 'AWS_SECRET_ACCESS_KEY'),
    ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
  },
  endpoint: env.PLUMBLINE_DYNAMODB_ENDPOINT || undefined,
})

/**
 * A table that a person names, with the credentials of their shell.
 * @throws ConfigMistake
 */
export const tableNamed = (named: { table: string; region?: string }, env: Environment = process.env): Connection =>
  readTable({
    ...env,
    PLUMBLINE_TABLE: named.table,
    AWS_REGION: named.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
  })

/** For `readConfig`: many processes must agree on the secrets, so that none is made here. */
export const givenAt = (publicUrl: string): Given => ({
  publicUrl,
  operatorKey: () => {
    throw new ConfigMistake('PLUMBLINE_OPERATOR_KEY is not set')
  },
  secret: () => {
    throw new ConfigMistake('PLUMBLINE_SECRET is not set')
  },
})
