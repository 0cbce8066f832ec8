const UNWANTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu

/**
 * Text from outside as the server takes it: one line without control or direction-changing characters, cut to `max`
 * code units at a whole character; null where nothing is left.
 */
export const tidied = (text: string | null | undefined, max: number): string | null => {
  const line = (text ?? '').toWellFormed().replaceAll(UNWANTED, ' ').trim()
  const cut = line.slice(0, max)
  return (/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut).trim() || null
}

/** An address as the server takes it; null for anything else. */
export const tidyUrl = (text: string | null | undefined): string | null =>
  typeof text === 'string' && text.length <= 500 && /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : null
