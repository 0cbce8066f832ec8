/** Seconds as a decimal (`16321`, `0.5`, `-90`) as people say them: `4 h 32 min 1 s`. What is none is left out. */
export const spanText = (seconds: string): string => {
  const [whole = '0', fraction] = seconds.replace('-', '').split('.')
  const total = BigInt(whole)
  const [h, min, s] = [total / 3600n, (total % 3600n) / 60n, total % 60n]
  const rest = fraction === undefined ? `${s}` : `${s}.${fraction}`
  const parts = [
    ...(h > 0n ? [`${h} h`] : []),
    ...(min > 0n ? [`${min} min`] : []),
    ...(Number(rest) > 0 || total === 0n ? [`${rest} s`] : []),
  ]
  return `${seconds.startsWith('-') ? '−' : ''}${parts.join(' ')}`
}
