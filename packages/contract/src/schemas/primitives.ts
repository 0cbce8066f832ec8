import * as z from 'zod'

/** Instants travel in UTC, always with three fractional digits. */
export const Timestamp = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .meta({ id: 'Timestamp', description: 'RFC 3339 in UTC with milliseconds', example: '2026-12-01T09:30:00.000Z' })

export const Party = z
  .enum(['client', 'vendor'])
  .meta({ id: 'Party', description: 'One of the two sides that agreed; the operator of an installation is none' })

export const SCOPES = [
  'events:write',
  'gate:run',
  'read',
  'agreements:propose',
  'agreements:accept',
  'breaches:write',
  'finance:read',
  'admin',
] as const
export type Scope = (typeof SCOPES)[number]
export const Scope = z
  .enum(SCOPES)
  .meta({ id: 'Scope', description: 'What a key may do; `admin` stands for everything its party may do' })

export const Hash = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hex digits')
  .meta({
    description: 'SHA-256 over the canonical JSON (RFC 8785) of the agreement',
    example: `sha256:${'4f1c'.repeat(16)}`,
  })

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant
const CONTROL = /[\u0000-\u001f\u007f\u2028-\u202e\u2066-\u2069]+/g

/** One line that a person wrote and others will read. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text.search(CONTROL) < 0, 'must be one line without control characters')

/** At most `max` code units; a character that does not fit whole is left out, never halved. */
const cut = (text: string, max: number) => text.slice(0, max).replace(/[\ud800-\udbff]$/, '')

/** A text that comes from elsewhere and must not stop a gate: cleaned and cut instead of refused. */
export const tidied = (max: number) =>
  z
    .string()
    .max(2_000)
    .transform((text) => cut(text.replaceAll(CONTROL, ' ').trim(), max))

/** A page of something: `next_cursor` asks for what follows, null at the end. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable() })
