import { $ZodArray, $ZodObject, $ZodRecord, type $ZodShape, type $ZodType, $ZodUnion } from 'zod/v4/core'
import { bare, descriptionOf, isOptional, typeWords, wordsBy } from '../../testing/schema-words.ts'
import { INDICATOR_KEYS, type IndicatorName, indicatorName } from '../indicator-names.ts'
import { AgreementDocument } from '../schema/document.ts'
import { DurationText, LocalDate, PercentText, TargetText, ThresholdText } from '../schema/text.ts'
import { allowedUnits } from '../unit.ts'
import { markdownTable } from './markdown-table.ts'

const WORDS = new Map<$ZodType, string>([
  [DurationText, 'duration'],
  [TargetText, 'target'],
  [ThresholdText, 'threshold'],
  [PercentText, 'percentage'],
  [LocalDate, 'date'],
])

const wordFor = wordsBy(WORDS)

type Section = { heading: string; shape: $ZodShape }

/** Maps inside a value, with how their path is written. */
const inside = (path: string, schema: $ZodType): Section[] => {
  if (schema instanceof $ZodObject) return [{ heading: path, shape: schema._zod.def.shape }]
  if (schema instanceof $ZodRecord) return inside(`${path}.<name>`, bare(schema._zod.def.valueType))
  if (schema instanceof $ZodArray) return inside(`${path}[]`, bare(schema._zod.def.element))
  if (schema instanceof $ZodUnion) return schema._zod.def.options.flatMap((option) => inside(path, bare(option)))
  return []
}

const sectionsOf = ({ heading, shape }: Section): Section[] => [
  { heading, shape },
  ...Object.entries(shape).flatMap(([key, value]) =>
    inside(heading === '' ? key : `${heading}.${key}`, bare(value)).flatMap(sectionsOf),
  ),
]

const row = (key: string, schema: $ZodType) => [
  `\`${key}\``,
  typeWords(bare(schema), wordFor),
  isOptional(schema) ? '' : 'yes',
  descriptionOf(schema),
]

const table = ({ headings, shape }: { headings: string[]; shape: $ZodShape }) => {
  const heading = headings.map((name) => (name === '' ? 'The file' : `\`${name}\``)).join(', ')
  const rows = Object.entries(shape).map(([key, schema]) => row(key, schema))
  return `### ${heading}\n\n${markdownTable(['key', 'takes', 'needed', 'what it says'], rows)}`
}

/** Maps of the same shape share a table. */
const grouped = (sections: Section[]): { headings: string[]; shape: $ZodShape }[] => {
  const found: { headings: string[]; shape: $ZodShape }[] = []
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
