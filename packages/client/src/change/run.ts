import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024

/** `out` of what failed is what it printed before. */
export type Bytes = { out: Buffer } & ({ ok: true } | { ok: false; missing: boolean; detail: string })

const no = (detail: string, missing = false, out: Buffer = Buffer.alloc(0)): Bytes => ({
  ok: false,
  missing,
  detail,
  out,
})

/** What a stream brings until it ends. */
const collect = (stream: Readable | null, onTooMuch: () => void): (() => Buffer) => {
  const chunks: Buffer[] = []
  let bytes = 0
  stream?.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= MAX_OUTPUT_BYTES) chunks.push(chunk)
    else onTooMuch()
  })
  // How it ended says why.
  stream?.on('error', () => {})
  return () => Buffer.concat(chunks)
}

const feed = (stream: Writable | null, input: string | null): void => {
  // Git may end before it has read all; how it ended says why.
  stream?.on('error', () => {})
  if (input !== null) stream?.end(input)
}

/**
 * Runs git: with `spawn`, because `execFile` takes longer, and without a pipe that nothing goes through.
 * @param input what it reads; null: nothing
 */
export const run = (cwd: string, args: readonly string[], input: string | null): Promise<Bytes> =>
  new Promise<Bytes>((resolve) => {
    const stdio = [input === null ? ('ignore' as const) : ('pipe' as const), 'pipe' as const, 'pipe' as const]
    const child: ChildProcess = spawn('git', args, { cwd, stdio, windowsHide: true })
    const tooMuch = () => {
      resolve(no(`git ${args[0]} printed more than ${MAX_OUTPUT_BYTES} bytes`))
      child.kill()
    }
    const out = collect(child.stdout, tooMuch)
    const err = collect(child.stderr, tooMuch)
    child.on('error', (error: NodeJS.ErrnoException) => resolve(no(error.message, error.code === 'ENOENT')))
    child.on('close', (code) => {
      if (code === 0) return resolve({ ok: true, out: out() })
      const said = err().toString().split('\n')
      const detail = said.find((line) => line.trim() !== '') ?? `git ${args[0]} ended with ${code ?? 'a signal'}`
      resolve(no(detail.replace(/^(fatal|error): /, ''), false, out()))
    })
    feed(child.stdin, input)
  }).catch((error: unknown) => no(error instanceof Error ? error.message : String(error)))
