import { Refusal } from '../problem/problem.ts'

/** Largest body, decoded. */
export const MAX_BODY_BYTES = 256 * 1024

/** Whoever sent it hears no answer; it is said for the log, where it is no fault of ours. */
const brokenOff = (): never => {
  throw new Refusal('not_json', 'The body broke off before its end.')
}

const tooLarge = () => new Refusal('too_large', `A body may have ${MAX_BODY_BYTES / 1024} KiB.`)

/**
 * The body's bytes, counted as they arrive: what a header says about the length is believed only where it refuses.
 * @throws Refusal `too_large`; `not_json` where the sender went away before the end
 */
export const readBytes = async (request: Request): Promise<Uint8Array> => {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  const reader = request.body?.getReader()
  const read = () => reader?.read().catch(brokenOff)
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await read(); next && !next.done; next = await read()) {
    size += next.value.byteLength
    if (size > MAX_BODY_BYTES) {
      // Not awaited: a sender that never stops would hold the answer back.
      reader?.cancel().catch(() => {})
      throw tooLarge()
    }
    chunks.push(next.value)
  }
  return Buffer.concat(chunks)
}

/**
 * The media type in lower case without parameters; null where there is none.
 * @throws Refusal `unsupported_encoding`, `unsupported_media_type`
 */
export const mediaTypeOf = (headers: Headers, known: readonly string[]): string | null => {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase()
  if (encoding && encoding !== 'identity') throw new Refusal('unsupported_encoding', 'Send the body uncompressed.')
  const header = headers.get('content-type')
  if (header === null) return null
  const [type = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  const readable = charset === undefined || charset.replaceAll('"', '') === 'utf-8'
  if (!known.includes(type) || !readable)
    throw new Refusal('unsupported_media_type', `Send ${known.join(' or ')}, in UTF-8.`)
  return type
}

/** @throws Refusal `not_utf8` */
export const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('not_utf8', 'The body has bytes that are not UTF-8.')
  }
}
