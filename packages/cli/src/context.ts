import type { Inputs } from './inputs.ts'
import { createPaint, type Paint } from './output/colour.ts'

/** One of the two streams a command writes to. */
export type Sink = {
  write: (text: string) => void
  isTerminal: boolean
  columns: number
  colour: boolean
  paint: Paint
}

/** What a command may touch. Data goes to `out`, everything said to a person about it to `err`. */
export type Context = {
  inputs: Inputs
  cwd: string
  now: () => number
  out: Sink
  err: Sink
  stdin: { isTerminal: boolean; read: () => Promise<string> }
}

const WIDTH_WITHOUT_TERMINAL = 100

const sink = (stream: NodeJS.WriteStream, inputs: Inputs): Sink => {
  // A reader that has seen enough (`| head`) closes the pipe; that is no error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const isTerminal = stream.isTTY === true
  const colour = inputs.colour ?? isTerminal
  return {
    write: (text) => {
      if (stream.writable) stream.write(text)
    },
    isTerminal,
    // A terminal that nobody told its size (in a container, say) has 0 columns.
    columns: stream.columns || WIDTH_WITHOUT_TERMINAL,
    colour,
    paint: createPaint(colour),
  }
}

const readAll = async (stream: NodeJS.ReadStream): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

export const createContext = (inputs: Inputs): Context => ({
  inputs,
  cwd: process.cwd(),
  now: Date.now,
  out: sink(process.stdout, inputs),
  err: sink(process.stderr, inputs),
  stdin: { isTerminal: process.stdin.isTTY === true, read: () => readAll(process.stdin) },
})
