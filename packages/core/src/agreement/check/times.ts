import { compare, parseDecimal, ratio } from '../../number/ratio.ts'
import { indicatorName } from '../indicator-names.ts'
import type { Finding } from '../mistake.ts'
import { advice, error } from './finding.ts'
import type { LooseDocument, LooseObjective } from './loose.ts'

const HUNDRED = ratio(100)

const improvement = (target: string) => {
  const share = /^\s*improve\s+([\d.]+)\s*%/.exec(target)?.[1]
  return share === undefined ? null : parseDecimal(share)
}

/** A relative target needs a baseline, and a baseline a phase that ends. */
const checkBaseline = (id: string, { target, indicator }: LooseObjective, { phases }: LooseDocument): Finding[] => {
  if (target === undefined || !/^\s*(?:improve\b.*\b)?baseline\b/.test(target)) return []
  const path = ['objectives', id, 'target']
  const share = improvement(target)
  const name = indicator === undefined ? null : indicatorName(indicator)
  // That it can have no baseline at all is told already.
  if (name?.direction === 'band' || name?.direction === 'either') return []
  const beyond = name?.direction === 'lower' && name.range !== 'signed' && share && compare(share, HUNDRED) > 0
  return [
    ...(beyond
      ? [
          error(path, 'contradiction', `"${target}" is less than nothing; an improvement is at most 100 %`, {
            found: target,
          }),
        ]
      : []),
    ...(phases?.some(({ days }) => days !== undefined)
      ? []
      : [
          error(
            path,
            'contradiction',
            `a baseline is frozen at the end of a phase, and ${phases ? 'no phase ends' : 'there are no phases'}; add one with days`,
            { found: target, lacks: [['phases']] },
          ),
        ]),
  ]
}

const FORCE = ['observe', 'warn', 'as-agreed']

/** Phases harden; one that never ends and softens keeps what is agreed from ever holding. */
const checkHardening = ({ phases = [] }: LooseDocument): Finding[] =>
  phases.flatMap(({ name, days, enforce }, index) => {
    const before = phases[index - 1]?.enforce
    const path = ['phases', index, 'enforce']
    if (enforce === undefined) return []
    if (before !== undefined && FORCE.indexOf(enforce) < FORCE.indexOf(before))
      return [
        error(
          path,
          'contradiction',
          `phase "${name}" is softer than the one before it (${enforce} after ${before}); phases harden`,
          {
            found: enforce,
          },
        ),
      ]
    return index === phases.length - 1 && days === undefined && enforce === 'observe'
      ? [
          advice(path, 'the last phase only observes and never ends, so nothing over a window ever warns', {
            found: enforce,
          }),
        ]
      : []
  })

/** A stage that the agreement never is in. */
const checkStage = (id: string, { stage }: LooseObjective, document: LooseDocument): Finding[] =>
  stage === undefined || document.stage !== undefined
    ? []
    : [
        error(
          ['objectives', id, 'stage'],
          'contradiction',
          `it is judged only in the stage ${stage}, and the agreement names no stage it is in; add stage: ${stage}`,
          { found: stage, lacks: [['stage']] },
        ),
      ]

/** What objectives and the time of the agreement say about one another: phases, baselines, stages. */
export const checkTimes = (document: LooseDocument): Finding[] => [
  ...checkHardening(document),
  ...Object.entries(document.objectives ?? {}).flatMap(([id, objective]) =>
    objective ? [...checkBaseline(id, objective, document), ...checkStage(id, objective, document)] : [],
  ),
]
