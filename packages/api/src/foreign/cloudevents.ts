import { EVENT_TYPES } from '@plumbline/core'
import { CDEVENTS_PREFIX, fromCdevent } from './cdevents.ts'
import { firstOf, type Translation, translated, untranslatable, valueAt } from './translation.ts'

/*
 * CloudEvents 1.0 in JSON. What our envelope has and theirs has not travels as extension attributes of the same name:
 * `service`, `environment`, `corrects`, `origin`.
 */

const OWN_PREFIX = 'dev.plumbline.'

const ATTRIBUTES = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'datacontenttype',
  'dataschema',
  'data',
  'service',
  'environment',
  'corrects',
  'origin',
])
/** Extension attributes have such names; those of others are no concern of ours. */
const EXTENSION = /^[a-z0-9]{1,40}$/

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json(?:\s*;.*)?$/i

const wrongAttributes = (given: object) =>
  Object.keys(given)
    .filter((key) => !ATTRIBUTES.has(key) && (key === 'data_base64' || !EXTENSION.test(key)))
    .slice(0, 20)
    .map((key) =>
      key === 'data_base64'
        ? { pointer: '/data_base64', code: 'not_allowed', detail: 'send the data as JSON in `data`' }
        : {
            pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
            code: 'unknown_field',
            detail: 'is no attribute of a CloudEvent: names of extensions are of a-z and 0-9',
          },
    )

/** One of ours in a CloudEvent: its attributes and extensions are our envelope, its data is our data. */
const own = (given: object, type: string): Translation =>
  translated({
    type: { value: type.slice(OWN_PREFIX.length), at: '/type' },
    id: firstOf(given, '/id'),
    source: firstOf(given, '/source'),
    time: firstOf(given, '/time'),
    service: firstOf(given, '/service', '/subject', '/service'),
    environment: firstOf(given, '/environment'),
    corrects: firstOf(given, '/corrects'),
    origin: firstOf(given, '/origin'),
    data: firstOf(given, '/data'),
  })

/** Our event of a CloudEvent, by its type. */
export const fromCloudEvent = (given: unknown): Translation => {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return untranslatable({ pointer: '', code: 'wrong_type', detail: 'must be a CloudEvent: an object' })
  const version = valueAt(given, 'specversion')
  if (version !== '1.0')
    return untranslatable({
      pointer: '/specversion',
      code: version === undefined ? 'missing' : 'not_allowed',
      detail: version === undefined ? 'is required' : 'must be "1.0"',
      allowed: ['1.0'],
    })
  const wrong = wrongAttributes(given)
  if (wrong.length > 0) return untranslatable(...wrong)
  const content = valueAt(given, 'datacontenttype')
  if (content !== undefined && (typeof content !== 'string' || !JSON_TYPE.test(content)))
    return untranslatable({ pointer: '/datacontenttype', code: 'not_allowed', detail: 'must be application/json' })
  const type = valueAt(given, 'type')
  if (typeof type === 'string' && type.startsWith(OWN_PREFIX)) return own(given, type)
  if (typeof type === 'string' && type.startsWith(CDEVENTS_PREFIX)) return fromCdevent(given, type)
  return untranslatable({
    pointer: '/type',
    code: type === undefined ? 'missing' : 'not_allowed',
    detail:
      type === undefined
        ? 'is required'
        : `must be one of ours, \`${OWN_PREFIX}\` and ${EVENT_TYPES.join(', ')}, or a CDEvent`,
    allowed: EVENT_TYPES.map((name) => `${OWN_PREFIX}${name}`),
  })
}
