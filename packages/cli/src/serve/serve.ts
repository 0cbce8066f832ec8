import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit.ts'
import { untilInterrupted } from '../interrupt.ts'
import { isLoopback, start } from './start.ts'

export type ServeOptions = { port: number; host: string; data: string }

const firstSteps = (url: string, keyFile: string | null): string => {
  const key = keyFile === null ? '$PLUMBLINE_OPERATOR_KEY' : `$(cat ${keyFile})`
  return `To begin, the operator makes an engagement; each party then takes its own key with its claim:
  curl -sS ${url}/v1/engagements -H "Authorization: Bearer ${key}" -H 'Content-Type: application/json' \\
    -d '{"engagement":"acme-checkout","title":"Acme and Northwind"}'
  curl -sS ${url}/v1/claims -H 'Content-Type: application/json' -d '{"claim":"…","name":"Acme","role":"operations"}'
`
}

/** The whole system on one machine until it is interrupted. The address alone is data and goes to stdout. */
export const serve = async (context: Context, { port, host, data }: ServeOptions): Promise<ExitCode> => {
  const { err } = context
  const { operatorKey } = context.inputs
  const server = await start({
    dataDir: resolve(context.cwd, data),
    port,
    host,
    ...(operatorKey === null ? {} : { operatorKey }),
  })
  const interrupted = untilInterrupted()
  if (!isLoopback(host))
    err.write(
      `plumbline: warning: ${host} lets others on the network reach this server over plain http; put TLS in front of it\n`,
    )
  context.out.write(`${server.url}\n`)
  err.write(`Plumbline listens; its data is in ${data}\n`)
  err.write(
    server.operatorKeyFile === null
      ? 'the operator’s key is PLUMBLINE_OPERATOR_KEY\n'
      : `the operator’s key is in ${server.operatorKeyFile}\n`,
  )
  err.write(`\n${firstSteps(server.url, server.operatorKeyFile)}\nCtrl-C stops it.\n`)

  const code = await interrupted
  err.write('\nstopping: answering what is under way\n')
  await server.stop()
  return code
}
