const MAX_NAMES = 12

/** Uploads by their flags; '' is the one without. */
export const flagNames = (flags: readonly string[]): string => {
  const words = flags.slice(0, MAX_NAMES).map((flag) => (flag === '' ? 'one without a flag' : flag))
  return `${words.join(', ')}${flags.length > MAX_NAMES ? ` and ${flags.length - MAX_NAMES} more` : ''}`
}
