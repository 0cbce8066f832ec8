import { ApiProblem, type EngagementClient } from '@plumbline/client'
import type { Breach } from '@plumbline/core'
import { type EventNames, eventSubject } from '@plumbline/render'

/** Events opened to name one breach's inputs; a page opens as many. */
const MOST_OPENED = 30

const toName = ({ opened_by: { evidence } }: Breach): string[] => {
  const { failed = [], open = [] } = evidence
  const told = failed.flatMap(({ deployment, by }) => [deployment, ...by])
  const cases = [...(evidence.case?.events ?? []), ...open.flatMap(({ events }) => events.slice(0, 1))]
  return [...new Set([...told, ...cases])].slice(0, MOST_OPENED)
}

const subjectOf = async (client: EngagementClient, reference: string): Promise<string | null> => {
  try {
    return eventSubject((await client.event(reference)).event)
  } catch (error) {
    // A key that may write about breaches need not read events: then references have to do.
    if (error instanceof ApiProblem) return null
    throw error
  }
}

/** What people call the deployments and incidents that a breach's evidence names by reference. */
export const namesIn = async (client: EngagementClient, breach: Breach): Promise<EventNames> => {
  const found = await Promise.all(
    toName(breach).map(async (reference) => [reference, await subjectOf(client, reference)] as const),
  )
  return new Map(found.flatMap(([reference, name]) => (name === null ? [] : [[reference, name] as const])))
}
