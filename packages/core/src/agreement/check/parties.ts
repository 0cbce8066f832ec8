import type { Finding } from '../mistake.ts'
import { error } from './finding.ts'
import type { LooseDocument } from './loose.ts'

const same = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase()

const checkNames = ({ parties }: LooseDocument): Finding[] => {
  const name = parties?.vendor?.name
  if (!same(parties?.client?.name, name)) return []
  const message = 'client and vendor have the same name; nobody could tell in a report who owes what'
  return [error(['parties', 'vendor', 'name'], 'contradiction', message, { found: name })]
}

/** Who rules on a dispute is no side of it. */
const checkArbiter = ({ parties, disputes }: LooseDocument): Finding[] => {
  const arbiter = disputes?.arbiter ?? undefined
  const side = (['client', 'vendor'] as const).find(
    (party) => same(arbiter, party) || same(arbiter, parties?.[party]?.name),
  )
  if (side === undefined) return []
  const message = `"${arbiter}" is the ${side}; an arbiter is neither party, or null`
  return [error(['disputes', 'arbiter'], 'contradiction', message, { found: arbiter })]
}

const BREACH = 100
const shareOf = (at: string): number => (at === 'breach' ? BREACH : Number.parseFloat(at))

/** Steps as time passes: each later than the one before, or to somebody else at the same moment. */
const checkSteps = ({ escalation = [] }: LooseDocument): Finding[] =>
  escalation.flatMap((step, index) => {
    const before = escalation[index - 1]
    if (step.at === undefined) return []
    const path = ['escalation', index, 'at']
    const repeated = escalation.findIndex(
      (other) =>
        other.at !== undefined &&
        step.at !== undefined &&
        shareOf(other.at) === shareOf(step.at) &&
        other.to === step.to,
    )
    if (repeated < index)
      return [error(path, 'contradiction', `at ${step.at} the ${step.to} is told already`, { found: step.at })]
    if (before?.at === undefined || shareOf(before.at) <= shareOf(step.at)) return []
    const message = `${step.at} comes before ${before.at}; write the steps in the order in which they happen`
    return [error(path, 'contradiction', message, { found: step.at })]
  })

/** Who the two are, who rules between them, and who is told when. */
export const checkParties = (document: LooseDocument): Finding[] => [
  ...checkNames(document),
  ...checkArbiter(document),
  ...checkSteps(document),
]
