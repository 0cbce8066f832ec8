import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer, type Server } from 'node:net'

/** Another process keeps its store in the same folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
}

/**
 * A name that one process can hold, and that the kernel takes back however that process ends: so a lock is never
 * stale. Linux has such names for sockets that are no files; the engine runs on Linux only.
 */
const lockName = (folder: string) => `\0plumbline-${createHash('sha256').update(realpathSync(folder)).digest('hex')}`

/**
 * Holds a folder until `release` or the end of the process.
 * @throws DataFolderInUse
 */
export const holdFolder = async (folder: string): Promise<{ release: () => Promise<void> }> => {
  const server: Server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new DataFolderInUse(
              `Another process is using the data folder ${folder}. Stop it first, or give this one a folder of its own with --data.`,
            )
          : error,
      ),
    )
    server.listen(lockName(folder), resolve)
  })
  // The lock alone must not keep a process alive.
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}
