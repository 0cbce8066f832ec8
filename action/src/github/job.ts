import type { Job } from '../job.ts'
import { createGitHub, type GitHub } from './api.ts'

/** GitHub as this run's token may ask it, in the time that is left; null without a token. */
export const githubOf = ({ runner, settings: { token }, budget, send }: Job): GitHub | null =>
  token === null ? null : createGitHub({ apiUrl: runner.githubApiUrl, token, budget, send })
