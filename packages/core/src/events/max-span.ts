/** Longest time that one event may speak of, in days: what a window must look back for. */
export const MAX_SPAN_DAYS = 31
