import type { Job } from '../job.ts'

/** Of this run, attempt and job, and, where a job makes several deployments, its number among them. */
export const deploymentId = ({ runner: { run } }: Job, number: number): string =>
  `${run.id}.${run.attempt}/${run.job.slice(0, 100)}${number === 1 ? '' : `/${number}`}`
