export type BodyInit = string | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array> | null

/** Told by its method, for asking for the class would load it. */
const isStream = (given: BodyInit): given is ReadableStream<Uint8Array> =>
  typeof given === 'object' && given !== null && 'getReader' in given

const bytesOf = (given: string | Uint8Array | ArrayBuffer): Uint8Array =>
  typeof given === 'string' ? Buffer.from(given) : given instanceof ArrayBuffer ? new Uint8Array(given) : given

const collected = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      if (bytes.byteLength > 0) controller.enqueue(bytes)
      controller.close()
    },
  })

/** What requests and responses have in common: a body that is read once, whole or as a stream. */
export class LeanBody {
  #content: BodyInit
  #used = false

  constructor(content: BodyInit) {
    this.#content = content
  }

  /** A stream is made only for who asks for one; from then on it is the body. */
  get body(): ReadableStream<Uint8Array> | null {
    if (this.#content !== null && !isStream(this.#content)) this.#content = streamOf(bytesOf(this.#content))
    return this.#content
  }

  get bodyUsed(): boolean {
    return this.#used
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const content = this.#content
    if (this.#used || (isStream(content) && content.locked)) throw new TypeError('the body was read before')
    if (content === null) return new Uint8Array()
    this.#used = true
    return Uint8Array.from(isStream(content) ? await collected(content) : bytesOf(content))
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes())
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }
}
