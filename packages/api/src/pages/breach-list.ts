import type { BreachFilters } from '@plumbline/contract'
import { type AcceptedVersion, summariseBreaches } from '@plumbline/core'
import { type BreachListView, breachListPage, listAddress } from '@plumbline/dashboard'
import { findAll } from '../flow/breach-list.ts'
import { readBreaches } from '../flow/breach-now.ts'
import { rowOf } from '../flow/breach-rows.ts'
import { findStops } from '../flow/stopped.ts'
import { Refusal, STATUS_OF } from '../problem/problem.ts'
import { type PageQuery, readPageQuery } from './breach-query.ts'
import { frameOf, type Look } from './frame.ts'
import { page } from './page.ts'
import { readTurn, type Turned, turnTo } from './turning.ts'

const ROWS = 40
/** Breaches counted for the line above the list; the summary of the API counts more. */
const MOST_COUNTED = 1_000

const choicesOf = (versions: readonly AcceptedVersion[]): BreachListView['choices'] => {
  const objectives = new Map(versions.flatMap(({ terms }) => terms.objectives.map((one) => [one.id, one] as const)))
  const services = new Map(versions.flatMap(({ terms }) => [...terms.services]))
  return {
    services: [...services.keys()].sort(),
    objectives: [...objectives.values()].map(({ id, title }) => ({ id, title })),
    indicators: [...new Set([...objectives.values()].map(({ indicator }) => indicator))].sort(),
    environments: [...new Set([...services.values()].flatMap(({ production }) => production))].sort(),
    versions: versions.flatMap(({ version }) => version ?? []),
  }
}

const countsOf = async (
  { store, at }: Look,
  { state: { createdAt }, versions }: Awaited<ReturnType<typeof frameOf>>,
  filters: BreachFilters,
): Promise<BreachListView['counts']> => {
  const [found, { stops, truncatedBefore }] = await Promise.all([
    findAll(store, filters, rowOf, MOST_COUNTED),
    findStops(store, versions, filters, { at, createdAt }),
  ])
  // A number that counts a part only is no number for a headline.
  const { total } = summariseBreaches(found.rows, truncatedBefore === null ? stops : null, [], 'UTC')
  return { ...total, truncated_before: found.truncatedBefore }
}

const NOTHING: Turned = { rows: [], older: null, newer: null }

/** A cursor that is not of this list is said on the page; the rest of it is right. */
const turned = async (
  look: Look,
  query: PageQuery,
  filters: BreachFilters,
): Promise<Turned & { mistake: string | null }> => {
  const { deps, store } = look
  const list = { engagement: store.engagement, filters }
  try {
    const turn = readTurn(deps.config, list, query)
    return { ...(await turnTo(deps.config, store, list, turn, ROWS)), mistake: null }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'invalid_cursor') throw error
    return { ...NOTHING, mistake: 'The link to this page is of other filters; begin again with the newest.' }
  }
}

/** The list of breaches as its address asks for it. */
export const showBreaches = async (look: Look, search: URLSearchParams): Promise<Response> => {
  const framed = await frameOf(look)
  const { frame, versions } = framed
  const query = readPageQuery(search, frame.agreement?.time_zone ?? 'UTC')
  const { asked, period, filters, before, after } = query
  if (query.hasEmpty)
    return new Response(null, {
      status: 303,
      headers: {
        Location: listAddress(frame.engagement, asked, { ...(before ? { before } : {}), ...(after ? { after } : {}) }),
      },
    })
  const [{ rows, older, newer, mistake }, counts] = filters
    ? await Promise.all([turned(look, query, filters), countsOf(look, framed, filters)])
    : [{ ...NOTHING, mistake: null }, null]
  const mistakes = [...query.mistakes, ...(mistake === null ? [] : [mistake])]
  const html = breachListPage({
    ...frame,
    asked,
    period,
    mistakes,
    rows: (await readBreaches(look.store, look.agreements, look.at, rows)).map(rowOf),
    older,
    newer,
    counts: mistakes.length === 0 ? counts : null,
    choices: choicesOf(versions),
  })
  return page(html, mistakes.length === 0 ? undefined : STATUS_OF.invalid_request)
}
