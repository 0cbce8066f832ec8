import { spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'

/*
 * Runs in a network namespace of its own: starts Amazon's DynamoDB Local, which listens on every interface there is,
 * and lets in what comes through a socket that is a file.
 */
const JAVA = 'java'
const PORT = 8000
const [folder = '', socket = ''] = process.argv.slice(2)

const java = spawn(
  JAVA,
  [
    `-Djava.library.path=${folder}/DynamoDBLocal_lib`,
    '-jar',
    `${folder}/DynamoDBLocal.jar`,
    '-inMemory',
    '-disableTelemetry',
    '-port',
    `${PORT}`,
  ],
  { stdio: 'ignore', cwd: folder },
)
java.once('exit', () => process.exit(1))
process.once('disconnect', () => process.exit())
process.once('exit', () => java.kill('SIGKILL'))

createServer((outside) => {
  const inside = connect(PORT, '127.0.0.1')
  outside.pipe(inside).pipe(outside)
  for (const end of [outside, inside])
    end.on('error', () => {
      outside.destroy()
      inside.destroy()
    })
}).listen(socket, () => process.send?.('listening'))
