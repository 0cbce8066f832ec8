import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { PROBLEM_HELP, PROBLEM_TITLES, type ProblemCode } from '@plumbline/contract'
import type { ReferenceView } from '@plumbline/dashboard'
import type { App } from '../app.ts'
import type { Deps } from '../deps.ts'
import { openApiDocument } from '../openapi.ts'
import { notFound, STATUS_OF } from '../problem/problem.ts'
import { views } from './later.ts'
import { page } from './page.ts'

const CODES = Object.keys(PROBLEM_TITLES) as ProblemCode[]
const isCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEM_TITLES, text)

/** What the reference page is made of; the same for everyone who asks. */
export const referenceView = async (publicUrl: string | null): Promise<ReferenceView> => ({
  // The document is what zod-openapi writes from our own table; its tests hold it to the contract.
  document: (await openApiDocument()) as ReferenceView['document'],
  problems: CODES.map((code) => ({
    code,
    status: STATUS_OF[code],
    title: PROBLEM_TITLES[code],
    help: PROBLEM_HELP[code],
  })).sort((a, b) => a.status - b.status),
  origin: publicUrl ?? 'https://plumbline.acme.example',
})

type Made = { html: string; packed: Uint8Array<ArrayBuffer> }

/** The reference of the API, made when it is first asked for, and the addresses that problems name as their type. */
export const mountReference = (app: App, { config }: Deps): void => {
  let made: Promise<Made> | null = null
  const make = async (): Promise<Made> => {
    const { referencePage } = await views()
    const html = referencePage(await referenceView(config.publicUrl))
    return { html, packed: Uint8Array.from(await promisify(gzip)(html)) }
  }
  app.get('/docs', async (context) => {
    made ??= make()
    const { html, packed } = await made
    const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(context.req.header('accept-encoding') ?? '')
    const { headers } = page('')
    headers.set('Vary', 'Accept-Encoding')
    if (takesGzip) headers.set('Content-Encoding', 'gzip')
    return new Response(takesGzip ? packed : html, { headers })
  })
  app.get('/docs/problems/:code', (context) => {
    const code = context.req.param('code')
    if (!isCode(code)) throw notFound()
    return context.redirect(`/docs#problem-${code}`, 302)
  })
}
