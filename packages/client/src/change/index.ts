/**
 * "Git and report files -> a measured change -> a verdict", shared by the CLI and the Action. In the order of use:
 *
 *   const repository = await openRepository(cwd, 'origin/main', headSha)       // never throws for what git refuses
 *   const change     = await measureChange({ cwd, repository, reports: globs, service, source, at })
 *   // with a server: post change.events with the gate
 *   const agreement  = await localAgreement({ path: 'plumbline.yml', cwd, repository, trustDisk: false })
 *   if (agreement.kind === 'agreement')
 *     evaluation     = judgeLocally({ agreement, change, request: { service, event: 'pull_request' }, at })
 *
 * Nothing here reads the environment or the clock: `at` is given. In a shallow clone `diff` (measureChange) and
 * `baseText` (localAgreement) take what was got elsewhere.
 */
export type { AgreementRequest, LocalAgreement } from './agreement.ts'
export { isFirst, localAgreement } from './agreement.ts'
export { MAX_AGREEMENT_BYTES } from './agreement-file.ts'
export type { Collected, CollectedReports, Unreadable } from './collect.ts'
export { addReport, collectReports, findFiles, noReports } from './collect.ts'
export { type Asked, askGit } from './compared.ts'
export type { Uncovered } from './events.ts'
export { type CheckedOut, checkedOut } from './git.ts'
export type { JudgeRequest } from './judge.ts'
export { judgeLocally } from './judge.ts'
export type { MeasuredChange, MeasureRequest } from './measure.ts'
export { measureChange, NO_COMMIT } from './measure.ts'
export type { DiffElsewhere } from './patch.ts'
export type { PullRequestAsked } from './pull-request.ts'
export { openPullRequest } from './pull-request.ts'
export type { NoBase, NoRepository, Repository } from './repository.ts'
export { baseAdvice, openRepository, remoteRepository } from './repository.ts'
