/** In a file of its own: who only names a status needs neither calendars nor the library that knows time zones. */
export const VERSION_STATUSES = ['proposed', 'accepted', 'active', 'superseded', 'rejected', 'withdrawn'] as const
/** As read at an instant: `accepted` waits for its `in_force_from`, `active` judges now, `superseded` did. */
export type VersionStatus = (typeof VERSION_STATUSES)[number]
