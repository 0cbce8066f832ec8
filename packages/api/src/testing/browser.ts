import type { TestApp } from './app.ts'

export const ORIGIN = 'https://plumbline.test'

type Sent = { cookie?: string; headers?: Record<string, string> }

/** What a browser does on the pages: it takes pages, sends forms, and carries a session. */
export const browserOf = (t: TestApp) => {
  const form = (path: string, fields: Record<string, string>, { cookie, headers = { origin: ORIGIN } }: Sent = {}) =>
    t.app.request(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    })
  return {
    form,
    get: (path: string, { cookie, headers = {} }: Sent = {}) =>
      t.app.request(path, { headers: { accept: 'text/html', ...(cookie ? { cookie } : {}), ...headers } }),
    /** The cookie of a session. */
    signIn: async (engagement: string, key: string): Promise<string> => {
      const cookie = (await form('/sign-in', { engagement, key })).headers.get('set-cookie')?.split(';')[0]
      if (!cookie) throw new Error('the key opens nothing')
      return cookie
    },
  }
}

export const hrefs = (html: string): string[] =>
  [...html.matchAll(/\shref="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
