import * as z from 'zod'
import { DAY, parseInstant } from '../../time/instant.ts'
import { MAX_SPAN_DAYS } from '../max-span.ts'
import { SEVERITIES } from '../words.ts'

const MAX_TEXT = 300

/** Names that come from outside and are shown again: one line, no control or direction-changing characters. */
export const text = (max = MAX_TEXT) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u, 'must be one line without control characters')

export const Slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{1,62})[a-z0-9]$/, 'must be 3 to 64 of a-z, 0-9 and -, not starting or ending with -')

/** Names that become part of keys; `#` separates those. */
const keyPart = () =>
  z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,62}[A-Za-z0-9])?$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ / -')

export const ServiceName = keyPart()
export const EnvironmentName = keyPart()

/** RFC 3339 with an offset, e.g. `2026-12-01T09:30:00Z`. */
export const Time = z
  .string()
  .max(40)
  .refine(
    (value) => parseInstant(value) !== null,
    'must be an RFC 3339 time with its offset, e.g. 2026-12-01T09:30:00Z',
  )

export const CommitSha = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit SHA: 40 or 64 lowercase hex digits')

export const Count = z.int().min(0).max(1_000_000_000)
export const SourceId = text(200)

export const Covered = z
  .strictObject({ covered: Count, total: Count })
  .refine((value) => value.covered <= value.total, { message: 'covered must not exceed total', path: ['covered'] })

export const Severity = z.enum(SEVERITIES)

export const Url = z.url({ protocol: /^https?$/ }).max(500)

const isForward = ({ from, to }: { from: string; to: string }) => (parseInstant(from) ?? 0) < (parseInstant(to) ?? 0)

const isBounded = ({ from, to }: { from: string; to: string }) =>
  (parseInstant(to) ?? 0) - (parseInstant(from) ?? 0) <= MAX_SPAN_DAYS * DAY

/** A time that an event speaks of, from and to: not empty, and no longer than `MAX_SPAN_DAYS`. */
export const bounded = <Schema extends z.ZodType<{ from: string; to: string }>>(schema: Schema) =>
  schema
    .refine(isForward, { message: 'must be later than `from`', path: ['to'] })
    .refine(isBounded, { message: `must be at most ${MAX_SPAN_DAYS} days after \`from\`; send several`, path: ['to'] })

/** The same, of any length. */
export const forward = <Schema extends z.ZodType<{ from: string; to: string }>>(schema: Schema) =>
  schema.refine(isForward, { message: 'must be later than `from`', path: ['to'] })

/** What every event says, whatever its type. */
export const envelope = {
  id: SourceId.describe('Unique in its source, for ever: the same id again is the same event'),
  source: SourceId.describe('Who observed it, URI-like, e.g. `github.com/acme/checkout-api/actions`'),
  time: Time.describe('When it happened'),
  service: ServiceName.describe('What it is about: a service as the agreement names it'),
  environment: EnvironmentName.optional().describe('Absent: production'),
  corrects: SourceId.optional().describe('id of the event of the same source that this one replaces'),
  origin: z
    .enum(['observed', 'reconstructed', 'self-reported'])
    .optional()
    .describe('Default observed; reconstructed history decides nothing'),
}
