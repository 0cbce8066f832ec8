import type { Party } from '../../agreement/terms.ts'
import type { CommitsFact, DeploymentFact, IncidentFact, SeverityLevel } from '../../facts/facts.ts'
import { commitRef, type EventRef, nameRef, subjectRef, versionRef } from '../identity.ts'
import type { EventOf } from '../schema.ts'
import { environmentOf, instant, origin, type Placement } from './placement.ts'

const severityLevel = (severity: string) => Number(severity.slice(3)) as SeverityLevel

const deploymentFact = (event: EventOf<'deployment'>, ref: EventRef): DeploymentFact => ({
  kind: 'deployment',
  ...origin(event, ref),
  at: instant(event.data.finished_at),
  deployment: subjectRef(event.data.deployment_id),
  status: event.data.status,
  // The schema lets no event pass that has neither.
  version: versionRef(event.data.version ?? event.data.commit_sha ?? ''),
  reachedProduction: event.data.reached_production ?? true,
  // Undoing and mending are nobody's plan, unless somebody says so.
  planned: event.data.planned ?? (event.data.rolls_back === undefined && event.data.fixes_incident === undefined),
  rollsBack: event.data.rolls_back === undefined ? null : subjectRef(event.data.rolls_back),
  fixesIncident: event.data.fixes_incident === undefined ? null : subjectRef(event.data.fixes_incident),
})

/** Null where the deployment's own fact tells all: it names no commits, and its commit is its version. */
const commitsFact = (event: EventOf<'deployment'>, ref: EventRef): CommitsFact | null => {
  const { commit_sha: own, commits = [], version, finished_at: finished } = event.data
  if (own === undefined || (commits.length === 0 && version === undefined)) return null
  return {
    kind: 'commits',
    ...origin(event, ref),
    at: instant(finished),
    commit: commitRef(own),
    commits: commits.map(({ sha, committed_at, merge }) => ({
      sha: commitRef(sha),
      at: instant(committed_at),
      merge: merge ?? false,
    })),
  }
}

export const deploymentPlacements = (event: EventOf<'deployment'>, ref: EventRef): Placement[] => {
  const place = { kind: 'window', service: event.service, environment: environmentOf(event) } as const
  const commits = commitsFact(event, ref)
  return [{ ...place, fact: deploymentFact(event, ref) }, ...(commits ? [{ ...place, fact: commits }] : [])]
}

const incidentFact = (event: EventOf<'incident'>, ref: EventRef, party: Party): IncidentFact => {
  const { action, attribution, reason, caused_by_deployment: cause } = event.data
  return {
    kind: 'incident',
    ...origin(event, ref),
    at: instant(event.data.at),
    incident: subjectRef(event.data.incident_id),
    sameAs: event.data.same_as === undefined ? null : subjectRef(event.data.same_as),
    action,
    severity: severityLevel(event.data.severity),
    // Blaming the client or a third party takes the client's own word; the vendor's alone agrees nothing.
    agreedAttribution:
      party === 'client' && (attribution === 'client' || attribution === 'third_party') ? attribution : null,
    party,
    ...(attribution === undefined ? {} : { attribution }),
    ...(action === 'paused' && reason !== undefined ? { pauseReason: nameRef(reason) } : {}),
    cause: cause === undefined ? null : cause === 'none' ? 'none' : subjectRef(cause),
    bot: event.data.actor_kind === 'bot',
  }
}

export const incidentPlacements = (event: EventOf<'incident'>, ref: EventRef, party: Party): Placement[] => {
  const fact = incidentFact(event, ref, party)
  const services = new Set([event.service, ...(event.data.affects ?? [])])
  return [...services].map((service) => ({ kind: 'window', service, environment: environmentOf(event), fact }))
}
