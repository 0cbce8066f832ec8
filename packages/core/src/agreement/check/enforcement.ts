import { DEFAULT_ENFORCEMENT } from '../defaults.ts'
import type { Finding } from '../mistake.ts'
import { advice, error } from './finding.ts'
import type { Subject } from './subject.ts'

/** Why some indicators may only ever be shown and warned about (PRODUCT.md, rule 17). */
export const neverBinds = ({ indicator }: Subject): string | null => {
  if (indicator.about === 'speed') return `${indicator.key} measures speed, and speed alone`
  if (indicator.about === 'activity') return `${indicator.key} measures how much is done, not what it is good for: it`
  return null
}

/** Who can still change it decides what may block (PRODUCT.md, rule 6). */
export const checkEnforcement = (subject: Subject): Finding[] => {
  const binds = neverBinds(subject)
  if (subject.objective.enforcement === 'block' && binds !== null) {
    const more = { found: 'block', suggestion: 'warn' }
    return [error([...subject.path, 'enforcement'], 'contradiction', `${binds} never blocks; use warn`, more)]
  }
  const byScope = subject.scope === 'change' ? checkOnChange(subject) : checkOverWindow(subject)
  return [...checkBlockOnBlocks(subject), ...byScope]
}

const checkBlockOnBlocks = ({ objective, path }: Subject): Finding[] => {
  const enforcement = objective.enforcement ?? DEFAULT_ENFORCEMENT
  if (objective.block_on === undefined || enforcement === 'block') return []
  const how =
    objective.enforcement === undefined ? 'without an enforcement it warns' : `its enforcement is ${enforcement}`
  const message = `block_on says where to block, but ${how}; write "enforcement: block"`
  return [error([...path, 'block_on'], 'contradiction', message, { on: 'key', lacks: [[...path, 'enforcement']] })]
}

const checkOnChange = ({ objective, path }: Subject): Finding[] => {
  if (objective.release === undefined) return []
  const message = 'release is for windows: a change becomes free by being mended'
  return [error([...path, 'release'], 'contradiction', message, { on: 'key', lacks: [[...path, 'window']] })]
}

const checkOverWindow = (subject: Subject): Finding[] => [...checkEvents(subject), ...checkRelease(subject)]

const checkEvents = ({ objective, path, indicator, scope }: Subject): Finding[] =>
  (objective.block_on ?? []).flatMap((event, index) => {
    if (event === 'deployment') return []
    const why = `a ${scope} cannot be mended by the author of a change; it may only block a deployment`
    const message = `${indicator.key} cannot block a ${event}: ${why}`
    const more = { found: event, suggestion: 'deployment' }
    return [error([...path, 'block_on', index], 'contradiction', message, more)]
  })

const RELEASES = 'acknowledged, next_window or { good_deployments: 3 }'

/** What holds deployments back says how that ends, and the other way round. */
const checkRelease = ({ objective, path, indicator }: Subject): Finding[] => {
  const { block_on: blockOn, release } = objective
  const lacksRelease = { on: 'key', expected: 'release', lacks: [[...path, 'release']] } as const
  if (blockOn?.includes('deployment') && release === undefined) {
    const message = `it blocks deployments, but nothing says how that ends; add release: ${RELEASES}`
    return [error([...path, 'block_on'], 'contradiction', message, lacksRelease)]
  }
  const lacksBlockOn = { lacks: [[...path, 'block_on']] }
  if (release !== undefined && blockOn === undefined) {
    const message = 'release says how blocking ends, but nothing is blocked; add block_on: [deployment]'
    return [error([...path, 'release'], 'contradiction', message, { on: 'key', ...lacksBlockOn })]
  }
  if (release === 'next_window' && objective.window?.trim().startsWith('rolling')) {
    const message = 'a rolling window has no next one; use acknowledged or { good_deployments: 3 }'
    return [error([...path, 'release'], 'contradiction', message, { found: 'next_window' })]
  }
  if (objective.enforcement === 'block' && blockOn === undefined) {
    const message = `${indicator.key} only warns: over a window nothing blocks without block_on: [deployment] and release`
    return [advice([...path, 'enforcement'], message, { found: 'block', ...lacksBlockOn })]
  }
  return []
}
