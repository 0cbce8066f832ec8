import type { Done, Job } from '../job.ts'
import { begin } from './begin.ts'
import { end } from './end.ts'
import { readNote } from './note.ts'

/** Before the deploy step it asks the gate and notes the start; after it, with `status`, it records how it ended. */
export const deployment = async (job: Job): Promise<Done> => {
  // This mode is refused without a server, and a server without a service.
  const service = job.settings.service ?? ''
  const note = readNote(job, service)
  return job.settings.status === null ? begin(job, service, note) : end(job, service, job.settings.status, note)
}
