import { ago, clean, localDate, localTime, type Phrase } from '@plumbline/render'
import type { FC } from 'hono/jsx'

/** A sentence with its names set as names. Everything from outside is made visible here and escaped by JSX. */
export const Words: FC<{ phrase: Phrase }> = ({ phrase }) => (
  <>
    {phrase.map((piece) => {
      if (typeof piece === 'string') return piece
      if ('text' in piece) return clean(piece.text, piece.max)
      if ('strong' in piece) return <strong>{clean(piece.strong)}</strong>
      return <code>{'code' in piece ? clean(piece.code, 100) : clean(piece.path, 90, 'end')}</code>
    })}
  </>
)

/** An instant in the agreement's zone; machines read the exact one. */
export const When: FC<{ at: string; zone: string }> = ({ at, zone }) => <time datetime={at}>{localTime(at, zone)}</time>

/** `3 days ago`, with the exact time for machines and on hovering. */
export const Ago: FC<{ at: string; now: string; zone: string }> = ({ at, now, zone }) => (
  <time datetime={at} title={`${localTime(at, zone)} (${zone})`}>
    {ago(at, now)}
  </time>
)

/** The day alone, with the exact time for machines and on hovering. */
export const Day: FC<{ at: string; zone: string }> = ({ at, zone }) => (
  <time datetime={at} title={`${localTime(at, zone)} (${zone})`}>
    {localDate(at, zone)}
  </time>
)
