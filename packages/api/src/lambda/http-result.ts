import { isUtf8 } from 'node:buffer'

/** An answer in payload format 2.0. */
export type HttpResult = {
  statusCode: number
  headers: Record<string, string>
  cookies?: string[]
  body: string
  isBase64Encoded: boolean
}

/** A function's answer may have 6 MiB as JSON; what is larger the host replaces by an error of its own. */
const MAX_RESULT_BYTES = 6 * 1024 * 1024
/** Escaped for JSON, text grows to six times its length at most: less can't reach the limit. */
const SURELY_FITS = Math.floor(MAX_RESULT_BYTES / 6) - 64 * 1024

/** Text goes as it is, whatever it is called: as long as it is UTF-8, no byte of it changes on the way. */
export const resultOf = async (response: Response): Promise<HttpResult> => {
  const bytes = Buffer.from(await response.arrayBuffer())
  const isText = isUtf8(bytes)
  const cookies = response.headers.getSetCookie()
  return {
    statusCode: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie')),
    ...(cookies.length > 0 ? { cookies } : {}),
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  }
}

export const fits = (result: HttpResult): boolean =>
  result.body.length < SURELY_FITS || Buffer.byteLength(JSON.stringify(result)) <= MAX_RESULT_BYTES
