import type { Objective, Terms } from '../agreement/terms.ts'

/** Does an objective of an agreement bind a service? */
export const concerns = ({ services }: Objective, terms: Terms, service: string): boolean =>
  terms.services.has(service) && (services === null || services.includes(service))
