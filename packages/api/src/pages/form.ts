import { decode, mediaTypeOf, readBytes } from '../http/body.ts'

const FORM = 'application/x-www-form-urlencoded'

/**
 * What a form of ours sent, with its bytes.
 * @throws Refusal for everything that can be wrong with a body
 */
export const readForm = async (
  request: Request,
): Promise<{ form: URLSearchParams; bytes: Uint8Array; mediaType: string }> => {
  mediaTypeOf(request.headers, [FORM])
  const bytes = await readBytes(request)
  return { form: new URLSearchParams(decode(bytes)), bytes, mediaType: FORM }
}
