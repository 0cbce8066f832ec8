const ELLIPSIS = '…'

/** Line breaks and every other run of white space; one blank stands for it. */
const SPACE = /[\s\u0085]+/gu
/** What nobody sees: controls, direction changes, fillers and tags. Joiners stay, because scripts and emoji need them. */
const UNSEEN =
  /\u034F|[\p{Cc}\p{Bidi_Control}\u00AD\u115F\u1160\u180E\u200B\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu
/** Marks stacked so high that they cover the lines above. */
const PILE = /(\p{M}{4})\p{M}+/gu

const cutStart = (text: string, max: number) => {
  const kept = text.slice(Math.max(0, text.length - max + 1))
  return ELLIPSIS + (/^[\uDC00-\uDFFF]/.test(kept) ? kept.slice(1) : kept)
}

const cutEnd = (text: string, max: number) => {
  const kept = text.slice(0, max - 1)
  return (/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept).trimEnd() + ELLIPSIS
}

/** So much of a text is looked at for each character that is shown: ten thousand of a title are not worth the time. */
const READ_PER_SHOWN = 4

/**
 * Text from outside on one line, without anything that can't be seen; what was unseen shows as `�`.
 * At most `max` UTF-16 units; of a path the end is kept, because the file's name tells more than its root.
 */
export const clean = (text: string, max = 200, keep: 'start' | 'end' = 'start'): string => {
  const most = READ_PER_SHOWN * (max + 1)
  const near = text.length <= most ? text : keep === 'start' ? text.slice(0, most) : text.slice(-most)
  const seen = near.toWellFormed().replace(SPACE, ' ').replace(UNSEEN, '\uFFFD').replace(PILE, '$1').trim()
  if (near === text && seen.length <= max) return seen
  return keep === 'start' ? cutEnd(seen, max) : cutStart(seen, max)
}
