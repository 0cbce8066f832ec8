import type { DeploymentStatus } from '@plumbline/client/delivery'
import type { GateEvent } from '@plumbline/core'

/** What a CI system says of the job it runs: defaults for what the command line leaves out. Null where it says nothing. */
export type Ci = {
  /** Who observes, URI-like: the events' source. */
  source: string | null
  /** What asks: a merge request, a push, … */
  event: GateEvent | null
  /** The commit somebody wrote, where the job works on a merge made for the test. */
  commitSha: string | null
  /** What the change is compared with. */
  base: string | null
  /** `refs/heads/…` or `refs/tags/…`. */
  ref: string | null
  /** Branch that the change is on. */
  branch: string | null
  defaultBranch: string | null
  pullRequest: { number: number; title: string | null; author: string | null; labels: string[] } | null
  environment: string | null
  /** What is released, by its tag. */
  version: string | null
  /** Different for each attempt of a job. */
  deploymentId: string | null
  /** How the job has gone so far. */
  jobStatus: DeploymentStatus | null
  /** Folder that every step of the job sees, wherever it works. */
  folder: string | null
  /** Page of the job. */
  url: string | null
  actor: string | null
}
