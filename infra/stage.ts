/** Stages that come and go say so by their name: `dev`, `dev-anna`, `pr-12`, `test-load`, `tmp`. */
const TEMPORARY = /^(?:dev|pr|test|tmp)(?:-|$)/

/**
 * Is this stage kept? Every stage that does not say otherwise is: one that is kept by mistake costs cents, one that is
 * removed by mistake takes a contract's record with it.
 */
export const isPermanent = (stage: string): boolean => !TEMPORARY.test(stage)
