import { firstOf, type Translation, translated } from '../translation.ts'
import { CUSTOM, custom, envelopeOf, tidy } from './common.ts'

/** Words that other tools use; what says nothing counts as the worst until somebody says otherwise. */
const SEVERITIES: Readonly<Record<string, string>> = { critical: 'sev1', high: 'sev2', medium: 'sev3', low: 'sev4' }
const UNKNOWN = 'sev1'

const severityOf = (word: unknown): unknown => {
  if (word === undefined) return UNKNOWN
  return typeof word === 'string' && Object.hasOwn(SEVERITIES, word.toLowerCase())
    ? SEVERITIES[word.toLowerCase()]
    : word
}

const isWeb = (value: unknown): value is string =>
  typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)

/** An incident that was detected, reported or resolved. */
export const incidentOf = (given: object, action: 'detected' | 'reported' | 'resolved'): Translation => {
  const envelope = envelopeOf(given, 'incident', {
    service: ['/data/subject/content/service/id'],
    environment: ['/data/subject/content/environment/id'],
  })
  const severity = custom(given, 'severity')
  const ticket = firstOf(given, '/data/subject/content/ticketURI')
  return translated(envelope, {
    incident_id: firstOf(given, `${CUSTOM}/incident_id`, '/data/subject/id'),
    severity: { value: severityOf(severity.value), at: severity.at },
    action: { value: action, at: '/type' },
    at: firstOf(given, '/data/context/timestamp', '/time'),
    caused_by_deployment: custom(given, 'caused_by_deployment'),
    reason: custom(given, 'reason'),
    title: {
      value: tidy(firstOf(given, '/data/subject/content/description').value),
      at: '/data/subject/content/description',
    },
    url: { value: isWeb(ticket.value) ? ticket.value : undefined, at: ticket.at },
  })
}
