/** The production of a service with no agreement, and of an event that names no environment. */
export const DEFAULT_ENVIRONMENT = 'production'
