/**
 * How far back what a rollback goes back to is looked for, and an incident's first action, in days: whoever reads less
 * would judge otherwise.
 */
export const LINK_REACH_DAYS = 31

/** How many days before a window a clock may have begun and still be told from its beginning. */
export const CLOCK_REACH_DAYS = 90
