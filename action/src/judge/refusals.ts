import type { Auth } from '../identity/auth.ts'

type Refusal = { title: string; advice: string }

/** What a refusal means, and where to look: for whoever asked with a key, and for whoever asked by identity. */
export const refusalsOf = (auth: Auth, engagement: string): Record<'unknown' | 'forbidden' | 'absent', Refusal> => {
  switch (auth.kind) {
    case 'key':
      return {
        unknown: {
          title: 'Plumbline’s server does not know the key (401)',
          advice: 'Check the secret behind `api-key`: it may be expired, revoked or of another installation',
        },
        forbidden: {
          title: 'The key may not do this (403)',
          advice: 'The gate needs a key with the scopes `gate:run` and `events:write`',
        },
        absent: {
          title: 'No such engagement for this key (404)',
          advice: `“${engagement}” does not exist, or the key belongs to another engagement: check \`engagement\` and \`api-key\``,
        },
      }
    case 'identity':
      return {
        unknown: {
          title: 'Plumbline’s server does not take this job’s identity (401)',
          advice: `The token was made out to ${auth.audience}: \`api-url\` must be the server’s public address to the letter, and the repository bound to the engagement`,
        },
        forbidden: {
          title: 'This job may not do this (403)',
          advice:
            'A party’s admin binds the repository to its services and says what its workflows may do; what some triggers may send is narrower',
        },
        absent: {
          title: 'No such engagement for this repository (404)',
          advice: `“${engagement}” does not exist, or the repository is not bound to it: check \`engagement\`; a party’s admin binds it by \`plumbline keys bind\``,
        },
      }
    default:
      return auth satisfies never
  }
}
