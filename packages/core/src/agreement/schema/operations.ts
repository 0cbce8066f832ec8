import * as z from 'zod'
import { DEFAULT_CREDIT_CAP } from '../defaults.ts'
import { DurationText, line, Name, PercentText } from './text.ts'

/** `severities:`, one entry. */
export const SeverityMeaning = z.strictObject({
  means: line(300).describe('In words that both sides will recognise at three in the morning'),
  maps: z
    .record(Name, z.array(line(60)).min(1, 'is empty').max(50, 'has more than 50 names'))
    .optional()
    .describe('What other systems call it, by system'),
})

export const Severities = z.strictObject({
  sev1: SeverityMeaning.optional().describe('The worst'),
  sev2: SeverityMeaning.optional().describe('Bad for many'),
  sev3: SeverityMeaning.optional().describe('Bad for some'),
  sev4: SeverityMeaning.optional().describe('A nuisance'),
  sev5: SeverityMeaning.optional().describe('The mildest'),
})

export const Exempt = z.strictObject({
  label: line(50).describe('Label on the pull request, set by somebody other than its author'),
  max: z.int().min(0, 'has to be at least 0').max(1_000, 'is more than 1000').describe('Exemptions per calendar month'),
  follow_up: DurationText.optional().describe('Within this, what was skipped is made up for'),
})

export const Phase = z.strictObject({
  name: Name.describe('Named in reports, and by `phase:` of an objective'),
  days: z
    .int()
    .min(1, 'has to be at least 1')
    .max(3_660, 'is longer than ten years')
    .optional()
    .describe('Local days it lasts; only the last phase may lack it and then never ends'),
  enforce: z
    .enum(['observe', 'warn', 'as-agreed'])
    .describe('The most that a window or clock objective does in this phase'),
})

export const Consequences = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is no currency; write three capital letters such as USD')
    .describe('ISO 4217'),
  monthly_fee: z
    .int()
    .min(0, 'has to be at least 0')
    .max(Number.MAX_SAFE_INTEGER, 'is too large')
    .optional()
    .describe('In minor units: 4000000 is 40,000.00 USD'),
  credit_cap: PercentText.optional().describe(
    `Most that all credits of a month come to, as a share of its fee; default \`${DEFAULT_CREDIT_CAP}\``,
  ),
  chronic: z
    .strictObject({
      consecutive: z.int().min(2, 'has to be at least 2').max(100, 'is more than 100').describe('Windows in a row'),
    })
    .optional()
    .describe('When bad windows become a chronic failure'),
})

export const Disputes = z.strictObject({
  window: DurationText.optional().describe('How long a verdict can be disputed'),
  silence: z
    .enum(['accepts', 'rejects'])
    .optional()
    .describe('What silence means on a provisional report or on an answer that is due'),
  arbiter: line(200).nullable().optional().describe('Who rules when the two do not agree; default: nobody'),
})

export const EscalationStep = z.strictObject({
  at: z
    .string()
    .regex(
      /^(?:breach|\d{1,3}(?:\.\d{1,6})?\s?%)$/,
      'is no moment; write "breach" or a share of the time such as "75%"',
    )
    .describe('Share of the time used up, or `breach`'),
  to: z.enum(['client', 'vendor', 'both']).describe('Who is told'),
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

const freeForm = (what: string) =>
  z.unknown().optional().describe(`${what}. Free form: kept, shown and compared as written`)

export const FREE_FORM = {
  goals: freeForm('What the work is for'),
  decisions: freeForm('Who decides what, and by when'),
  channels: freeForm('Where the two talk'),
  cadence: freeForm('How often they meet and report'),
  responsibilities: freeForm('Who does what'),
  onboarding: freeForm('What a new person or team needs'),
  risks: freeForm('What could go wrong, and what is done about it'),
  capabilities: freeForm('What both sides can do, and mean to'),
} satisfies Record<(typeof FREE_FORM_KEYS)[number], z.ZodType>
