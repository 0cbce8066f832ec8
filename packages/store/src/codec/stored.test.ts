import { expect, test } from 'vitest'
import { decodeWindowFact } from './window.ts'

/* Facts as some version of this code has stored them. None of these lines may ever change. */

const refs = { event: '0011223344556677', at: 1_000 }
const COMMIT = 'a1a2a3a4a5a6'
const SOURCE = '01020304'

const deployment = {
  kind: 'deployment',
  ...refs,
  deployment: 'a1a2a3a4a5a6',
  status: 'failure',
  version: '0a0b0c0d',
  reachedProduction: true,
  planned: false,
  reconstructed: true,
}
const incident = {
  kind: 'incident',
  ...refs,
  incident: 'a1a2a3a4a5a6',
  action: 'resolved',
  severity: 2,
  agreedAttribution: 'client',
  cause: 'b1b2b3b4b5b6',
  bot: true,
  reconstructed: false,
}
const commits = [
  { sha: 'b1b2b3b4b5b6', at: -86_400_000, merge: false },
  { sha: 'c1c2c3c4c5c6', at: 2_001, merge: true },
]
const gate = { kind: 'gate', ...refs, commit: COMMIT, version: '0a0b0c0d', reconstructed: false }

test.each([
  {
    stored: '85e55be80011223344556677a1a2a3a4a5a60a0b0c0d',
    fact: { ...deployment, rollsBack: null, fixesIncident: null },
  },
  {
    stored: 'f802367b8be80011223344556677a1a2a3a4a5a60a0b0c0db1b2b3b4b5b6c1c2c3c4c5c6',
    fact: { ...deployment, rollsBack: 'b1b2b3b4b5b6', fixesIncident: 'c1c2c3c4c5c6' },
  },
  { stored: 'f857108363e80011223344556677a1a2a3a4a5a6b1b2b3b4b5b6', fact: { ...incident, sameAs: null } },
  {
    stored: 'f857108363e80011223344556677a1a2a3a4a5a6b1b2b3b4b5b6c1c2c3c4c5c6',
    fact: { ...incident, sameAs: 'c1c2c3c4c5c6' },
  },
  {
    stored: 'f8790572000000112233445566778899aabbccddeeff408f4000000000006669782d31',
    fact: { kind: 'correction', target: '0011223344556677', by: '8899aabbccddeeff', time: 1_000, id: 'fix-1' },
  },
  {
    stored: 'f8790572000000112233445566778899aabbccddeeff408f4000000000006669782d3100',
    fact: {
      kind: 'correction',
      target: '0011223344556677',
      by: '8899aabbccddeeff',
      time: 1_000,
      id: 'fix-1',
      reconstructed: true,
    },
  },
  {
    stored: 'f8790fbebbe80011223344556677a1a2a3a4a5a6b1b2b3b4b5b688982ac1c2c3c4c5c6cf3e',
    fact: { kind: 'commits', ...refs, commit: COMMIT, commits, reconstructed: false },
  },
  {
    stored: 'f87c5c51abe80011223344556677e724',
    fact: {
      kind: 'review',
      ...refs,
      pullRequest: 4_711,
      action: 'approved',
      reviewer: 'client',
      bot: false,
      mergeCommit: null,
      reconstructed: false,
    },
  },
  {
    stored: 'f87e406773e80011223344556677a1a2a3a4a5a601',
    fact: {
      kind: 'review',
      ...refs,
      pullRequest: 1,
      action: 'merged',
      reviewer: null,
      bot: true,
      mergeCommit: COMMIT,
      reconstructed: true,
    },
  },
  {
    stored: 'f888c09f0be8001122334455667701020304b009',
    fact: { kind: 'availability', ...refs, source: SOURCE, to: 301_000, state: 'down', reconstructed: false },
  },
  {
    stored: 'f889468463e8001122334455667701020304fddfe5a401',
    fact: { kind: 'heartbeat', ...refs, source: SOURCE, to: 86_400_999, reconstructed: true },
  },
  {
    stored: 'f889656a8be80011223344556677010203040a0b0c0dc029000000000000ac026d73',
    fact: {
      kind: 'measurement',
      ...refs,
      source: SOURCE,
      indicator: '0a0b0c0d',
      value: -12.5,
      unit: 'ms',
      samples: 300,
      reporter: 'vendor',
      reconstructed: false,
    },
  },
  {
    stored: 'f889d6b673e80011223344556677a1a2a3a4a5a60a0b0c0de72401020304a1a2a3a4',
    fact: {
      ...gate,
      pullRequest: 4_711,
      on: 'pull_request',
      verdict: 'fail',
      merged: false,
      blockedBy: ['01020304', 'a1a2a3a4'],
    },
  },
  {
    stored: 'f88ad8346be80011223344556677a1a2a3a4a5a60a0b0c0d',
    fact: { ...gate, pullRequest: null, on: 'push', verdict: 'pass', merged: true, blockedBy: [] },
  },
])('a fact was stored like this once and must be read for ever: $stored', ({ stored, fact }) => {
  expect(decodeWindowFact(Buffer.from(stored, 'hex'), 0)).toEqual(fact)
})
