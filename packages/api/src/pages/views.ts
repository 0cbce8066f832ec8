/*
 * Everything that shows something. Loaded with the first page that is asked for: programs ask far more often than
 * people, and what pages are made of is a tenth of a hosted function's start.
 */
export { openingPage, problemPage, referencePage, stylesheet } from '@plumbline/dashboard'
export { showBreach } from './breach.ts'
export { exportBreaches } from './breach-export.ts'
export { showBreaches } from './breach-list.ts'
export { moveByForm, moveOf } from './breach-move.ts'
export { firstPage } from './first-page.ts'
export { showEvaluation, showEvent } from './records.ts'
export { ownPath, showSignIn, signIn, signOut } from './sign-in.ts'
export { acknowledgeByForm, lastStatement, showStatement } from './statement.ts'
