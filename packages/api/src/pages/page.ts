const HTML = 'text/html; charset=utf-8'

/** A page as an answer; good unless a status says otherwise. */
export const page = (html: string, status?: number): Response =>
  new Response(html, { ...(status === undefined ? {} : { status }), headers: { 'Content-Type': HTML } })
