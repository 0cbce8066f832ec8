import type { IncidentSeverity } from '@plumbline/client/delivery'

const plain = (label: string) => label.trim().toLowerCase()

/** Whether a label makes an issue an incident. */
export const isIncident = (label: string): boolean => plain(label) === 'incident'

const isSeverity = (text: string): text is IncidentSeverity => /^sev[1-5]$/.test(text)

/** The severity that a label says; null for every other label. */
export const severityIn = (label: string): IncidentSeverity | null => {
  const name = plain(label)
  return isSeverity(name) ? name : null
}

/** The strictest that the labels say; null where none of them says one. */
export const severityOf = (labels: readonly string[]): IncidentSeverity | null =>
  labels.flatMap((label) => severityIn(label) ?? []).sort()[0] ?? null
