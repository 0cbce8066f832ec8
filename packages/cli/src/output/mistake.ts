/** What is wrong with an input, with what would have been right where the words alone don't say it. */
export const mistakeText = ({
  detail,
  allowed = [],
}: {
  detail: string
  allowed?: readonly string[] | undefined
}): string => (allowed.length > 1 ? `${detail} (one of ${allowed.join(', ')})` : detail)
