import { type Check, ok, problem, skipped, warning } from '../check.ts'
import type { Facts } from '../facts.ts'
import { checkoutOf, comments, type GateStep, gatesIn, mustRun, needsHistory, placeOf } from '../workflow/gates.ts'
import { mayWrite, workflowOf } from '../workflow/workflow.ts'

type Judge = (gates: GateStep[]) => Check[]

const at = (gates: GateStep[]): string => [...new Set(gates.map(placeOf))].join(', ')
const isWhole = (value: unknown): boolean => String(value) === '0'
const isSha = (uses: string): boolean => uses.startsWith('./') || /@[0-9a-f]{40}$/.test(uses)
/** Only the Action writes comments and asks for tokens. */
const isAction = ({ step }: GateStep): boolean => step.uses !== null

const always: Judge = (gates) => {
  const skippable = gates
    .filter(mustRun)
    .filter(({ step }) => !/always\(\)|!\s*cancelled\(\)/.test(step.condition ?? ''))
  return skippable.length === 0
    ? [ok('workflow-always', 'the gate runs also after a failed step')]
    : [
        problem(
          'workflow-always',
          `${at(skippable)}: after a failed step the gate is skipped, and a skipped gate reads as success`,
          'write if: always() at the gate’s step',
        ),
      ]
}

const depth: Judge = (gates) => {
  const shallow = gates.filter(needsHistory).filter((gate) => !isWhole(checkoutOf(gate)?.inputs['fetch-depth']))
  return shallow.length === 0
    ? [ok('workflow-depth', 'the checkout brings the whole history')]
    : [
        problem(
          'workflow-depth',
          `${at(shallow)}: without the history nobody knows which lines a change adds`,
          'write with: { fetch-depth: 0 } at actions/checkout',
        ),
      ]
}

const permissions: Judge = (gates) => {
  const actions = gates.filter(isAction)
  const tokens = actions.filter(({ step }) => 'api-url' in step.inputs && !('api-key' in step.inputs))
  const check = (id: string, needing: GateStep[], permission: string, why: string): Check[] => {
    if (needing.length === 0) return []
    const without = needing.filter(({ workflow, job }) => mayWrite(workflow, job, permission) === false)
    const unsaid = needing.filter(({ workflow, job }) => mayWrite(workflow, job, permission) === null)
    const mend = `write permissions: { contents: read, ${permission}: write }`
    if (without.length > 0) return [problem(id, `${at(without)}: ${why}`, mend)]
    return unsaid.length > 0
      ? [warning(id, `${at(unsaid)} leaves its permissions to the repository’s settings: ${why} there, perhaps`, mend)]
      : [ok(id, `the job may write ${permission}`)]
  }
  return [
    ...check('workflow-comment', actions.filter(comments), 'pull-requests', 'the comment can’t be written'),
    ...check('workflow-token', tokens, 'id-token', 'there is no key, and no token can be asked for'),
  ]
}

const pinned: Judge = (gates) => {
  const used = gates.flatMap((gate) =>
    gate.job.steps.flatMap(({ uses }) => (uses === null || isSha(uses) ? [] : [{ gate, uses }])),
  )
  const unnamed = used.find(({ uses }) => /^OWNER\/|@SHA$/.test(uses))
  if (unnamed)
    return [
      problem(
        'workflow-pinned',
        `${placeOf(unnamed.gate)} still says ${unnamed.uses}`,
        'name where your Plumbline lives, by a full commit SHA',
      ),
    ]
  return used.length === 0
    ? [ok('workflow-pinned', 'every action is pinned by its commit')]
    : [
        warning(
          'workflow-pinned',
          `${[...new Set(used.map(({ uses }) => uses))].join(', ')}: a tag can be moved, a commit can’t`,
          'write the full commit SHA after the @',
        ),
      ]
}

const target: Judge = (gates) => {
  const exposed = gates.filter(
    ({ workflow, job }) =>
      workflow.triggers.includes('pull_request_target') &&
      job.steps.some(({ uses }) => uses?.startsWith('actions/checkout@')),
  )
  return exposed.length === 0
    ? []
    : [
        problem(
          'workflow-target',
          `${at(exposed)}: pull_request_target with a checkout runs a stranger’s code with this repository’s secrets`,
          'write pull_request in place of pull_request_target',
        ),
      ]
}

/** Services that workflows name and the agreement here does not; an expression is not known before it runs. */
const services = (gates: GateStep[], agreement: Facts['agreement']): Check[] => {
  if (agreement.kind !== 'valid') return []
  const named = gates.flatMap((gate) => {
    const { service } = gate.step.inputs
    return typeof service === 'string' && !service.includes('${{') ? [{ gate, service }] : []
  })
  const unknown = named.filter(({ service }) => !agreement.services.includes(service))
  if (named.length === 0) return []
  return unknown.length === 0
    ? [ok('workflow-service', 'the agreement has the service that is named')]
    : [
        problem(
          'workflow-service',
          `${at(unknown.map(({ gate }) => gate))}: ${agreement.file} has no service “${unknown[0]?.service}”`,
          `write service: ${agreement.services.join(' or ')}`,
        ),
      ]
}

const JUDGES: readonly Judge[] = [always, depth, permissions, pinned, target]

export const workflowChecks = ({ workflows: { folder, files, elsewhere }, agreement }: Facts): Check[] => {
  if (folder === null) return []
  const read = files.map(({ file, text }) => ({ file, workflow: workflowOf(file, text) }))
  const broken = read.filter(({ workflow }) => workflow === null).map(({ file }) => file)
  const gates = gatesIn(read.flatMap(({ workflow }) => workflow ?? []))
  const unread = broken.length > 0 ? [warning('workflow-yaml', `${broken.join(', ')} is no valid YAML`, 'mend it')] : []
  if (gates.length === 0 && elsewhere !== null)
    return [...unread, skipped('workflow', `${elsewhere} names plumbline; its settings are not looked at here`)]
  if (gates.length === 0)
    return [...unread, warning('workflow', `nothing in ${folder} asks the gate`, 'plumbline init')]
  return [
    ...unread,
    ok('workflow', `${at(gates)} asks the gate`),
    ...JUDGES.flatMap((judge) => judge(gates)),
    ...services(gates, agreement),
  ]
}
