import { type Found, firstOf } from '../translation.ts'

/** Where producers put what the vocabulary has no word for. */
export const CUSTOM = '/data/customData'

export const custom = (given: object, key: string) => firstOf(given, `${CUSTOM}/${key}`)

/** A text cut to what a field of ours holds, without the control characters it must not hold. */
export const tidy = (value: unknown, max = 300): string | undefined => {
  if (typeof value !== 'string') return undefined
  const text = value
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, max)
    .toWellFormed()
  return text === '' ? undefined : text
}

/** Our envelope. An extension attribute of the CloudEvent has the first word about the service and the environment. */
export const envelopeOf = (
  given: object,
  type: string,
  places: { service: readonly string[]; environment: readonly string[] },
): Found => ({
  type: { value: type, at: '/type' },
  id: firstOf(given, '/id'),
  source: firstOf(given, '/source'),
  time: firstOf(given, '/time', '/data/context/timestamp', '/time'),
  service: firstOf(given, '/service', ...places.service, `${CUSTOM}/service`),
  environment: firstOf(given, '/environment', ...places.environment, `${CUSTOM}/environment`),
  corrects: firstOf(given, '/corrects'),
  origin: firstOf(given, '/origin'),
})
