import * as z from 'zod/mini'
import { DEFAULT_CREDIT_CAP } from '../defaults.ts'
import { DurationText, described, line, Name, optional, PercentText } from './text.ts'

/** `severities:`, one entry. */
export const SeverityMeaning = z.strictObject({
  means: described(line(300), 'In words that both sides will recognise at three in the morning'),
  maps: optional(
    z.record(Name, z.array(line(60)).check(z.minLength(1, 'is empty'), z.maxLength(50, 'has more than 50 names'))),
    'What other systems call it, by system',
  ),
})

export const Severities = z.strictObject({
  sev1: optional(SeverityMeaning, 'The worst'),
  sev2: optional(SeverityMeaning, 'Bad for many'),
  sev3: optional(SeverityMeaning, 'Bad for some'),
  sev4: optional(SeverityMeaning, 'A nuisance'),
  sev5: optional(SeverityMeaning, 'The mildest'),
})

export const Exempt = z.strictObject({
  label: described(line(50), 'Label on the pull request, set by somebody other than its author'),
  max: described(
    z.int().check(z.minimum(0, 'has to be at least 0'), z.maximum(1_000, 'is more than 1000')),
    'Exemptions per calendar month',
  ),
  follow_up: optional(DurationText, 'Within this, what was skipped is made up for'),
})

export const Phase = z.strictObject({
  name: described(Name, 'Named in reports, and by `phase:` of an objective'),
  days: optional(
    z.int().check(z.minimum(1, 'has to be at least 1'), z.maximum(3_660, 'is longer than ten years')),
    'Local days it lasts; only the last phase may lack it and then never ends',
  ),
  enforce: described(
    z.enum(['observe', 'warn', 'as-agreed']),
    'The most that a window or clock objective does in this phase',
  ),
})

export const Consequences = z.strictObject({
  currency: described(
    z.string().check(z.regex(/^[A-Z]{3}$/, 'is no currency; write three capital letters such as USD')),
    'ISO 4217',
  ),
  monthly_fee: optional(
    z.int().check(z.minimum(0, 'has to be at least 0'), z.maximum(Number.MAX_SAFE_INTEGER, 'is too large')),
    'In minor units: 4000000 is 40,000.00 USD',
  ),
  credit_cap: optional(
    PercentText,
    `Most that all credits of a month come to, as a share of its fee; default \`${DEFAULT_CREDIT_CAP}\``,
  ),
  chronic: optional(
    z.strictObject({
      consecutive: described(
        z.int().check(z.minimum(2, 'has to be at least 2'), z.maximum(100, 'is more than 100')),
        'Windows in a row',
      ),
    }),
    'When bad windows become a chronic failure',
  ),
})

export const Disputes = z.strictObject({
  window: optional(DurationText, 'How long a verdict can be disputed'),
  silence: optional(
    z.enum(['accepts', 'rejects']),
    'What silence means on a provisional report or on an answer that is due',
  ),
  arbiter: optional(z.nullable(line(200)), 'Who rules when the two do not agree; default: nobody'),
})

export const EscalationStep = z.strictObject({
  at: described(
    z
      .string()
      .check(
        z.regex(
          /^(?:breach|\d{1,3}(?:\.\d{1,6})?\s?%)$/,
          'is no moment; write "breach" or a share of the time such as "75%"',
        ),
      ),
    'Share of the time used up, or `breach`',
  ),
  to: described(z.enum(['client', 'vendor', 'both']), 'Who is told'),
})

/** The operating model around the numbers: kept, shown and compared as it was written. */
export const FREE_FORM_KEYS = [
  'goals',
  'decisions',
  'channels',
  'cadence',
  'responsibilities',
  'onboarding',
  'risks',
  'capabilities',
] as const

const freeForm = (what: string) => optional(z.unknown(), `${what}. Free form: kept, shown and compared as written`)

export const FREE_FORM = {
  goals: freeForm('What the work is for'),
  decisions: freeForm('Who decides what, and by when'),
  channels: freeForm('Where the two talk'),
  cadence: freeForm('How often they meet and report'),
  responsibilities: freeForm('Who does what'),
  onboarding: freeForm('What a new person or team needs'),
  risks: freeForm('What could go wrong, and what is done about it'),
  capabilities: freeForm('What both sides can do, and mean to'),
} satisfies Record<(typeof FREE_FORM_KEYS)[number], z.ZodMiniType>
