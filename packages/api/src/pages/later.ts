/** What pages are made of, once somebody asks for one. */
export const views = () => import('./views.ts')
