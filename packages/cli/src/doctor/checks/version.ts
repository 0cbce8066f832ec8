import { type Check, ok, problem, skipped, warning } from '../check.ts'
import type { Asked, Facts } from '../facts.ts'

type Version = { version: number; hash: string; status: string }

const isVersion = (value: unknown): value is Version =>
  typeof value === 'object' && value !== null && 'version' in value && 'hash' in value && 'status' in value

const answer = (asked: Asked | null): unknown =>
  asked?.kind === 'answered' && asked.status === 200 ? asked.json : null

const versionsIn = (asked: Asked | null): Version[] | null => {
  const body = answer(asked)
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return null
  return body.data.filter(isVersion)
}

/** What becomes of a file that is not the text that judges. */
const otherText = (file: string, hash: string, versions: Version[], current: Version | null): Check => {
  const judges = current === null ? 'no version judges yet' : `version ${current.version} judges`
  const same = versions.find((version) => version.hash === hash)
  if (same === undefined)
    return warning('version', `${judges}, and ${file} was never proposed`, `plumbline agreement propose ${file}`)
  const what = `${file} is version ${same.version}, which is ${same.status}; ${judges}`
  return same.status === 'proposed'
    ? warning('version', what, `the other party: plumbline agreement accept ${same.version} --file ${file}`)
    : warning('version', what, `plumbline agreement show -o ${file}`)
}

const services = (asked: Asked | null): string[] | null => {
  const body = answer(asked)
  if (typeof body !== 'object' || body === null || !('document' in body)) return null
  const { document } = body
  if (typeof document !== 'object' || document === null || !('services' in document)) return null
  return Object.keys(document.services ?? {})
}

const serviceCheck = ({ service, agreement, server }: Facts): Check[] => {
  const known = services(server?.current ?? null) ?? (agreement.kind === 'valid' ? agreement.services : null)
  if (service === null || known === null) return []
  return known.includes(service)
    ? [ok('service', `the agreement names ${service}`)]
    : [problem('service', `the agreement names no service “${service}”`, `give one of ${known.join(', ')}`)]
}

const engagementCheck = ({ agreement, server }: Facts): Check[] => {
  if (agreement.kind !== 'valid' || server?.engagement == null || server.engagement === agreement.engagement) return []
  return [
    problem(
      'engagement',
      `${agreement.file} is about ${agreement.engagement}, and the server is asked about ${server.engagement}`,
      `export PLUMBLINE_ENGAGEMENT=${agreement.engagement}`,
    ),
  ]
}

const versionCheck = ({ agreement, server }: Facts): Check[] => {
  const versions = versionsIn(server?.agreements ?? null)
  if (versions === null) return []
  const body = answer(server?.current ?? null)
  const current = isVersion(body) ? body : null
  if (agreement.kind !== 'valid')
    return current === null
      ? [warning('version', 'no version of the agreement is in force', 'plumbline agreement list')]
      : [ok('version', `version ${current.version} is in force`)]
  if (current?.hash === agreement.hash)
    return [ok('version', `${agreement.file} is version ${current.version}, which is in force`)]
  return [otherText(agreement.file, agreement.hash, versions, current)]
}

/** Is the file here the text that judges, and does it know what it is asked about? */
export const versionChecks = (facts: Facts): Check[] => {
  const found = [...engagementCheck(facts), ...versionCheck(facts), ...serviceCheck(facts)]
  if (found.length > 0 || facts.server === null) return found
  return [skipped('version', 'the server’s agreement was not read', null)]
}
