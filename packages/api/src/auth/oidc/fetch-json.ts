/** Far more than the documents of any issuer have. */
const MAX_BYTES = 64 * 1024

/** Why an issuer's document could not be had; for the log. */
export class IssuerTrouble extends Error {
  override readonly name = 'IssuerTrouble'
}

const readAll = async (body: ReadableStream<Uint8Array> | null): Promise<string> => {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early ends the connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw new IssuerTrouble(`the document has more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

/**
 * A JSON document, bounded in time and size; another address than the one asked is never followed.
 * @throws IssuerTrouble, and whatever the network throws
 */
export const fetchJson = async (url: string, signal: AbortSignal): Promise<unknown> => {
  const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } })
  if (!response.ok) {
    await response.body?.cancel()
    throw new IssuerTrouble(`${url} answered ${response.status}`)
  }
  return JSON.parse(await readAll(response.body))
}
