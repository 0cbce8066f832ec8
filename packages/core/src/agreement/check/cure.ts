import { compare, ratio } from '../../number/ratio.ts'
import type { Finding } from '../mistake.ts'
import { sideOf } from '../scale.ts'
import type { Target } from '../terms.ts'
import { error } from './finding.ts'
import type { Subject } from './subject.ts'

const ZERO = ratio(0)
const ONE = ratio(1)
const HUNDRED = ratio(100)

/** Without deployments these have no data. */
const OF_DEPLOYMENTS = new Set([
  'change-fail-rate',
  'deployment-rework-rate',
  'failed-deployment-recovery-time',
  'gate-coverage',
])

/** What blocks can be mended by somebody who is blocked (PRODUCT.md, rule 6). */
export const checkCure = (subject: Subject): Finding[] => {
  const { objective, target } = subject
  if (objective.enforcement !== 'block') return []
  return [
    ...(target === null ? [] : checkTargetCure(subject, target)),
    ...(objective.block_on?.includes('deployment') && subject.scope !== 'change' ? checkDeploymentCure(subject) : []),
  ]
}

const checkTargetCure = (subject: Subject, target: Target): Finding[] => {
  const { path, indicator } = subject
  const [problem, suggestion] = blocksWhatIsBetter(subject, target) ?? blocksEverything(subject, target) ?? []
  if (problem === undefined) return []
  const more = { found: target.text, ...(suggestion !== undefined && { suggestion }) }
  return [error([...path, 'target'], 'contradiction', `${indicator.key} ${problem}, so it can’t block`, more)]
}

type Problem = [problem: string, suggestion?: string]

/** A target from both sides fails who did better than agreed, and the only cure would be to do worse. */
const blocksWhatIsBetter = ({ indicator }: Subject, target: Target): Problem | null => {
  const { direction } = indicator
  if (direction !== 'higher' && direction !== 'lower') return null
  if (target.kind === 'band')
    return [`is better when it is ${direction}: "${target.text}" is missed by what is better too`]
  if (target.kind !== 'compare' || target.op !== '==') return null
  const isBest = compare(target.value, direction === 'lower' ? ZERO : HUNDRED) === 0 && indicator.range !== 'signed'
  if (isBest) return null
  const suggestion = target.text.replace('==', direction === 'higher' ? '>=' : '<=')
  return [
    `is better when it is ${direction}: "${target.text}" is missed by what is better too; write "${suggestion}"`,
    suggestion,
  ]
}

/** Targets that no change meets, or none that adds no code. */
const blocksEverything = ({ indicator }: Subject, target: Target): Problem | null => {
  if (target.kind !== 'compare') return null
  if (indicator.key === 'change-size') {
    const least = target.op === '<' ? compare(target.value, ONE) <= 0 : compare(target.value, ONE) < 0
    return least ? [`is at least 1: no change meets "${target.text}"`] : null
  }
  if (indicator.key !== 'coverage-change' || sideOf(target.op) !== 'above') return null
  const order = compare(target.value, ZERO)
  return order > 0 || (order === 0 && target.op === '>')
    ? [`is 0 for a change that adds no code, and where everything is covered: it misses "${target.text}"`, '>= 0pp']
    : null
}

const checkDeploymentCure = ({ objective, path, indicator }: Subject): Finding[] => {
  if (objective.owed_by === 'client') {
    const message = `${indicator.key} is owed by the client here; whose deployments it would hold back can’t mend it, so it can’t block`
    return [error([...path, 'block_on'], 'contradiction', message, { on: 'key' })]
  }
  if (objective.on_no_data !== 'fail' || !OF_DEPLOYMENTS.has(indicator.key)) return []
  const message = `without deployments ${indicator.key} has no data, and without data nothing could be deployed; use warn`
  return [error([...path, 'on_no_data'], 'contradiction', message, { found: 'fail', suggestion: 'warn' })]
}
