import * as z from 'zod'
import { markdownTable } from '../../agreement/testing/markdown-table.ts'
import { indicatorInfo } from '../../indicators/catalogue.ts'
import { bare, descriptionOf, isOptional, typeWords, wordsBy } from '../../testing/schema-words.ts'
import { countedIn } from '../counted-in.ts'
import { CommitSha, EnvironmentName, ServiceName, Slug, Time } from '../schema/parts.ts'
import { EVENT_TYPES, Event, type EventType } from '../schema.ts'
import { EVENT_EXAMPLES } from './examples.ts'

/** Schemas that have a name in the docs. */
const WORDS = new Map<z.core.$ZodType, string>([
  [Time, 'time'],
  [CommitSha, 'full commit SHA'],
  [ServiceName, 'service name'],
  [EnvironmentName, 'environment name'],
  [Slug, 'slug'],
])

const wordFor = wordsBy(WORDS)

/** A field and all inside it, each by its path. */
const rowsOf = (shape: z.core.$ZodShape, prefix = ''): string[][] =>
  Object.entries(shape).flatMap(([name, schema]) => {
    const inner = bare(schema)
    const element = inner instanceof z.ZodArray ? bare(inner.element) : inner
    const path = `${prefix}${name}`
    const row = [`\`${path}\``, typeWords(inner, wordFor), isOptional(schema) ? '' : 'yes', descriptionOf(schema)]
    return element instanceof z.ZodObject
      ? [row, ...rowsOf(element.shape, `${path}${inner === element ? '.' : '[].'}`)]
      : [row]
  })

const HEAD = ['field', 'holds', 'needed', 'means']

const optionFor = (type: EventType) => {
  const found = Event.options.find((option) => option.shape.type.value === type)
  if (!found) throw new Error(`the schema has no ${type}`)
  return found
}

/** What every event says beside its `data`. */
export const envelopeReference = (): string => {
  const { data: _, ...envelope } = optionFor('deployment').shape
  const types = EVENT_TYPES.map((name) => `[\`${name}\`](#${name})`).join(' · ')
  const type = ['`type`', 'one of the types below', 'yes', 'What kind of thing happened']
  return `${types}\n\n${markdownTable(HEAD, [type, ...rowsOf(envelope).slice(1)])}`
}

const counted = (type: EventType): string => {
  const keys = countedIn(EVENT_EXAMPLES[type].event)
  if (keys.length === 0) return 'Counts in nothing yet.'
  const named = keys.map((key) => {
    const anchor = key.startsWith('reported:') ? 'reportedname' : key
    // What is named before it is measured has no place to link to yet.
    return indicatorInfo(key) ? `[\`${key}\`](indicators.md#${anchor})` : `\`${key}\``
  })
  return `Counts in ${named.join(', ')}.`
}

const section = (type: EventType): string => {
  const { about, event } = EVENT_EXAMPLES[type]
  const { data } = optionFor(type).shape
  return [
    `## ${type}`,
    about,
    counted(type),
    markdownTable(HEAD, rowsOf(data.shape)),
    `\`\`\`json file=events/${type}.json\n${JSON.stringify(event, null, 2)}\n\`\`\``,
  ].join('\n\n')
}

/** Every type of event with its fields and an example, in Markdown. */
export const eventReference = (): string => EVENT_TYPES.map(section).join('\n\n')
