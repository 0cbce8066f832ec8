import { EXIT, type ExitCode } from './exit.ts'

let asked: ((code: ExitCode) => void) | null = null
let lastWords: (() => void) | null = null

/**
 * Ctrl-C ends the process as a shell would report it, unless a command waits to end tidily; a second one ends it
 * at once all the same. SIGTERM is how a service is stopped: no failure.
 */
export const watchInterrupts = (host: Pick<NodeJS.Process, 'on' | 'exit'> = process): void => {
  const on = (signal: NodeJS.Signals, code: ExitCode) =>
    host.on(signal, () => {
      if (asked === null) {
        lastWords?.()
        host.exit(signal === 'SIGINT' ? EXIT.interrupted : 143)
      }
      const stop = asked
      asked = null
      stop(code)
    })
  on('SIGINT', EXIT.interrupted)
  on('SIGTERM', EXIT.fine)
}

/** Waits for Ctrl-C or SIGTERM, and answers the exit code that belongs to it. */
export const untilInterrupted = (): Promise<ExitCode> =>
  new Promise((resolve) => {
    asked = resolve
  })

/** What a command says of its work where it is ended in the middle of it; call the answer once it is done. */
export const sayIfInterrupted = (say: () => void): (() => void) => {
  lastWords = say
  return () => {
    lastWords = null
  }
}
