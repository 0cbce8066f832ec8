/**
 * Pages that show nothing of an engagement but to those who signed in to it: each was looked at before it came here.
 * Every other page lies under `/e/`, where auth/page-tenancy.int.test.ts looks at all there are.
 */
const OPEN_PAGES: readonly string[] = [
  'GET /',
  'GET /assets/:name',
  'GET /docs',
  'GET /docs/problems/:code',
  'GET /sign-in',
  'POST /sign-in',
  'POST /sign-out',
]

/** @param route method and path, as the app has them */
export const isOpenPage = (route: string): boolean => OPEN_PAGES.includes(route)

export const isEngagementPage = (route: string): boolean => /^[A-Z]+ \/e\/:engagement/.test(route)
