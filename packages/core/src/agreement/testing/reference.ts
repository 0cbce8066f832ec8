import * as z from 'zod'
import { INDICATOR_KEYS, type IndicatorName, indicatorName } from '../indicator-names.ts'
import { AgreementDocument } from '../schema/document.ts'
import { DurationText, LocalDate, PercentText, TargetText, ThresholdText } from '../schema/text.ts'
import { allowedUnits } from '../unit.ts'
import { markdownTable } from './markdown-table.ts'

const WORDS = new Map<z.core.$ZodType, string>([
  [DurationText, 'duration'],
  [TargetText, 'target'],
  [ThresholdText, 'threshold'],
  [PercentText, 'percentage'],
  [LocalDate, 'date'],
])

const isOptional = (schema: z.core.$ZodType) => schema instanceof z.ZodOptional

/** Without what only says that a value may be missing. */
const bare = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema

/** `describe` copies a schema; the checks tell the copies of one apart from all others. */
const wordFor = (schema: z.core.$ZodType): string | undefined =>
  [...WORDS].find(
    ([known]) => known._zod.def.checks !== undefined && known._zod.def.checks === schema._zod.def.checks,
  )?.[1]

const typeOf = (schema: z.core.$ZodType): string => {
  const word = wordFor(schema)
  if (word) return word
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => `\`${option}\``).join(', ')
  if (schema instanceof z.ZodLiteral) return [...schema.values].map((value) => `\`${value}\``).join(', ')
  if (schema instanceof z.ZodString) return 'text'
  if (schema instanceof z.ZodNumber) return schema.format === 'safeint' ? 'whole number' : 'number'
  if (schema instanceof z.ZodBoolean) return '`true`, `false`'
  if (schema instanceof z.ZodArray) return `list of ${typeOf(bare(schema.element))}`
  if (schema instanceof z.ZodRecord) return `map by ${wordFor(schema.keyType) ?? 'name'}`
  if (schema instanceof z.ZodObject) return 'map'
  if (schema instanceof z.ZodUnion) return schema.options.map((option) => typeOf(bare(option))).join(' or ')
  return 'anything'
}

type Section = { heading: string; shape: z.core.$ZodShape }

/** Maps inside a value, with how their path is written. */
const inside = (path: string, schema: z.core.$ZodType): Section[] => {
  if (schema instanceof z.ZodObject) return [{ heading: path, shape: schema.shape }]
  if (schema instanceof z.ZodRecord) return inside(`${path}.<name>`, bare(schema.valueType))
  if (schema instanceof z.ZodArray) return inside(`${path}[]`, bare(schema.element))
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => inside(path, bare(option)))
  return []
}

const sectionsOf = ({ heading, shape }: Section): Section[] => [
  { heading, shape },
  ...Object.entries(shape).flatMap(([key, value]) =>
    inside(heading === '' ? key : `${heading}.${key}`, bare(value)).flatMap(sectionsOf),
  ),
]

const descriptionOf = (schema: z.core.$ZodType): string => {
  const own = schema instanceof z.ZodType ? schema.description : undefined
  return own ?? (schema instanceof z.ZodOptional ? descriptionOf(schema.unwrap()) : '')
}

const row = (key: string, schema: z.core.$ZodType) => [
  `\`${key}\``,
  typeOf(bare(schema)),
  isOptional(schema) ? '' : 'yes',
  descriptionOf(schema),
]

const table = ({ headings, shape }: { headings: string[]; shape: z.core.$ZodShape }) => {
  const heading = headings.map((name) => (name === '' ? 'The file' : `\`${name}\``)).join(', ')
  const rows = Object.entries(shape).map(([key, schema]) => row(key, schema))
  return `### ${heading}\n\n${markdownTable(['key', 'takes', 'needed', 'what it says'], rows)}`
}

/** Maps of the same shape share a table. */
const grouped = (sections: Section[]): { headings: string[]; shape: z.core.$ZodShape }[] => {
  const found: { headings: string[]; shape: z.core.$ZodShape }[] = []
  for (const { heading, shape } of sections) {
    const same = found.find((group) => Object.values(group.shape)[0] === Object.values(shape)[0])
    if (same) same.headings.push(heading)
    else found.push({ headings: [heading], shape })
  }
  return found
}

/** The reference part of docs/agreement-file.md: every key of the schema, in Markdown. */
export const agreementReference = (): string =>
  grouped(sectionsOf({ heading: '', shape: AgreementDocument.shape }))
    .map(table)
    .join('\n\n')

const SCOPE_WORDS = { change: 'each change', window: 'a window', clock: 'each case' }

/** Indicators with what an objective needs to know of them, in Markdown. */
export const indicatorReference = (): string =>
  markdownTable(
    ['indicator', 'units', 'better', 'judged on', 'least sample'],
    [
      ...INDICATOR_KEYS.flatMap((key) => {
        const indicator = indicatorName(key)
        return indicator ? [indicatorRow(indicator)] : []
      }),
      ['`reported:<name>`', 'any', 'as agreed', 'a window', ''],
    ],
  )

const indicatorRow = ({ key, measure, direction, scopes, countsEvents }: IndicatorName) => [
  `\`${key}\``,
  allowedUnits(measure),
  direction === 'band' ? 'inside a band' : direction,
  scopes.map((scope) => SCOPE_WORDS[scope]).join(' or '),
  countsEvents ? 'yes' : '',
]
