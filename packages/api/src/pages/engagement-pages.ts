import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { AppEnv } from '../http/env.ts'
import type { Gatekeepers } from '../http/mount.ts'
import { notFound, STATUS_OF } from '../problem/problem.ts'
import { EXPORT_FORMS } from './export-forms.ts'
import type { Look } from './frame.ts'
import { views } from './later.ts'
import { requireOwnOrigin } from './origin.ts'
import { page } from './page.ts'
import { visitorOf } from './visitor.ts'

type Shown = (look: Look, context: Context<AppEnv>) => Promise<Response>

const parameter = (context: Context<AppEnv>, name: string): string => context.req.param(name) ?? ''
const searchOf = ({ req }: Context<AppEnv>): URLSearchParams => new URL(req.url).searchParams

/**
 * A link from elsewhere comes without the session: browsers keep it back. Asked for again from here it comes with it.
 */
const isFromElsewhere = ({ req }: Context<AppEnv>): boolean =>
  req.header('sec-fetch-site') === 'cross-site' && req.header('cookie') === undefined

/** Signing in leads back to what was asked for; of a form that was sent, to the page it stands on. */
const askToSignIn = async (context: Context<AppEnv>, engagement: string): Promise<Response> => {
  const { openingPage, ownPath, showSignIn } = await views()
  const { method, url } = context.req
  const { pathname, search } = new URL(url)
  const next = ownPath(method === 'GET' ? pathname + search : pathname.replace(/\/[^/]*$/, ''))
  if (method === 'GET' && next && isFromElsewhere(context)) return page(openingPage(next))
  return showSignIn({ engagement, next }, STATUS_OF.unauthenticated)
}

/** Pages of one engagement, each at the place where its twin stands under `/v1`. */
export const mountEngagementPages = (
  app: App,
  deps: Deps,
  gatekeepers: Gatekeepers,
  agreements: AgreementReader,
): void => {
  const shown = (show: Shown) => async (context: Context<AppEnv>) => {
    const engagement = parameter(context, 'engagement')
    const visitor = await visitorOf(deps, gatekeepers, context, engagement)
    if (!visitor) return askToSignIn(context, engagement)
    const store = deps.store.forEngagement(visitor.principal.engagement)
    return show({ deps, agreements, store, visitor, at: deps.now() }, context)
  }

  app.get(
    '/e/:engagement',
    shown(async (look) => (await views()).firstPage(look)),
  )
  app.get(
    '/e/:engagement/breaches',
    shown(async (look, context) => (await views()).showBreaches(look, searchOf(context))),
  )
  for (const form of EXPORT_FORMS)
    app.get(
      `/e/:engagement/breaches.${form}`,
      shown(async (look, context) => (await views()).exportBreaches(look, searchOf(context), form)),
    )
  app.get(
    '/e/:engagement/breaches/:id',
    shown(async (look, context) => (await views()).showBreach(look, parameter(context, 'id'))),
  )
  app.post('/e/:engagement/breaches/:id/:move', async (context) => {
    requireOwnOrigin(deps.config, context.req.raw.headers)
    const { moveByForm, moveOf } = await views()
    const move = moveOf(parameter(context, 'move'))
    if (!move) throw notFound()
    return shown((look) => moveByForm(look, gatekeepers.once, context, parameter(context, 'id'), move))(context)
  })
  app.get(
    '/e/:engagement/evaluations/:id',
    shown(async (look, context) => (await views()).showEvaluation(look, parameter(context, 'id'))),
  )
  app.get(
    '/e/:engagement/events/:id',
    shown(async (look, context) => (await views()).showEvent(look, parameter(context, 'id'))),
  )
  app.get(
    '/e/:engagement/reports/:word',
    shown(async (look, context) => (await views()).lastStatement(look, parameter(context, 'word'))),
  )
  app.get(
    '/e/:engagement/reports/:word/:period',
    shown(async (look, context) =>
      (await views()).showStatement(look, parameter(context, 'word'), parameter(context, 'period')),
    ),
  )
  app.post('/e/:engagement/reports/:word/:period/acknowledge', (context) => {
    requireOwnOrigin(deps.config, context.req.raw.headers)
    return shown(async (look) =>
      (await views()).acknowledgeByForm(look, context, parameter(context, 'word'), parameter(context, 'period')),
    )(context)
  })
}
