import { createHash } from 'node:crypto'
import type { Job } from '../job.ts'
import { type GateName, MAX_NAME } from './state-line.ts'

/** Of what stands in a hidden line and in HTML: nothing that ends one or means something in the other. */
const plain = (text: string): string =>
  text
    .replace(/[^\w .,()/+=-]/g, '_')
    .replace(/-{2,}/g, '-')
    .slice(0, MAX_NAME)
    .trim()

/** A name under which something judged alone stands in a comment beside others. */
export const gateNamed = (name: string, identity: readonly unknown[]): GateName => ({
  key: createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 8),
  name: plain(name) || 'gate',
})

const shown = (value: unknown): string[] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []

/**
 * This gate among those of its run, called as GitHub calls its job. Jobs of a matrix have one id, which their values
 * tell apart; steps of one job have each their own.
 */
export const gateName = ({ runner: { run }, settings: { matrix, flag }, mask }: Job): GateName => {
  const values = Object.values(matrix ?? {}).flatMap(shown)
  const legs = values.length === 0 ? '' : ` (${values.join(', ')})`
  const name = `${run.workflow === '' ? '' : `${run.workflow} / `}${run.job}${legs}${flag === null ? '' : `, ${flag}`}`
  return gateNamed(mask(name), [run.workflow, run.job, run.step, matrix, flag])
}

/**
 * Whether others are known to judge the same service of the same commit at the same time. A matrix of services alone,
 * as a monorepo has one, tells of no others.
 */
export const isOneOfSeveral = ({ settings: { matrix, flag, service } }: Job): boolean =>
  flag !== null || Object.values(matrix ?? {}).some((value) => value !== service)
