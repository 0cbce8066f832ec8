import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startServerProcess } from '../support/server.ts'
import { interleaved, line, ms } from './measure.ts'

const CLI = fileURLToPath(new URL('../../packages/cli/bin/plumbline.js', import.meta.url))
const ROUNDS = 15

const run = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
}

/** What starting costs: the CLI against an empty process of the same Node. */
export const startReport = async (): Promise<string[]> => {
  const floor = async () => run('-e', '0')
  const version = await interleaved(ROUNDS, async () => run(CLI, '--version'), floor)
  const help = await interleaved(ROUNDS, async () => run(CLI, 'gate', '--help'), floor)
  return [
    line('plumbline --version against node -e 0', ms(version.candidateMs), ms(version.baselineMs), version.ratio),
    line('plumbline gate --help against node -e 0', ms(help.candidateMs), ms(help.baselineMs), help.ratio),
  ]
}

/** Restart of a server on data that is there already, until its first answer. */
export const restartReport = async (dataDir: string, events: number): Promise<string[]> => {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const server = await startServerProcess(dataDir)
    times.push(server.startedInMs)
    await server.kill('everything')
  }
  return [`restart after SIGKILL with ${events.toLocaleString('en')} events: ${times.map(ms).join(', ')}`]
}
