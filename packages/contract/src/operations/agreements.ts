import * as z from 'zod'
import type { Operation } from '../operation.ts'
import {
  AcceptBody,
  Agreement,
  AgreementDocument,
  AgreementList,
  AgreementProposed,
  AgreementText,
  AgreementVersion,
  DecideBody,
  VersionNumber,
} from '../schemas/agreement.ts'
import { AgreementDiff, AgreementDiffQuery } from '../schemas/agreement-diff.ts'
import { AgreementBacktest, AgreementBacktestQuery } from '../schemas/backtest.ts'
import { E, json, whole, YAML_TYPES } from './parts.ts'

const VersionParams = z.object({ version: VersionNumber })
const yaml = { 'application/yaml': AgreementText }

const WITHOUT_AMOUNTS =
  'As JSON, or as the text that was proposed. For keys without `finance:read` the monthly fee is left out of the JSON, ' +
  'and `redacted` says so; where there is one the text takes `finance:read`.'

/** What was agreed: proposed by one party, accepted by the other. */
export const agreementsOperations = {
  proposeAgreement: {
    method: 'post',
    path: `${E}/agreements`,
    summary: 'Propose a version of the agreement',
    tag: 'Agreements',
    access: { scope: 'agreements:propose' },
    body: {
      check: 'parts',
      required: true,
      content: { ...json(AgreementDocument), ...Object.fromEntries(YAML_TYPES.map((type) => [type, AgreementText])) },
    },
    idempotent: true,
    answer: { status: 201, description: 'Proposed', content: json(AgreementProposed) },
    problems: ['invalid_agreement', 'wrong_state'],
  },
  listAgreements: {
    method: 'get',
    path: `${E}/agreements`,
    summary: 'Every version, newest first',
    tag: 'Agreements',
    access: { scope: 'read' },
    answer: { status: 200, description: 'Versions', content: json(AgreementList) },
    problems: [],
  },
  getCurrentAgreement: {
    method: 'get',
    path: `${E}/agreements/current`,
    summary: 'The version in force now',
    description: WITHOUT_AMOUNTS,
    tag: 'Agreements',
    access: { scope: 'read' },
    answer: { status: 200, description: 'The version', content: { ...json(Agreement), ...yaml } },
    problems: [],
  },
  getAgreement: {
    method: 'get',
    path: `${E}/agreements/{version}`,
    summary: 'One version',
    description: WITHOUT_AMOUNTS,
    tag: 'Agreements',
    access: { scope: 'read' },
    params: VersionParams,
    answer: { status: 200, description: 'The version', content: { ...json(Agreement), ...yaml } },
    problems: [],
  },
  diffAgreement: {
    method: 'get',
    path: `${E}/agreements/{version}/diff`,
    summary: 'What a version says otherwise than another, in plain words',
    description:
      'Objective by objective, then the rest: what it was and is, whether that is stricter or softer for who owes it, ' +
      'and when it begins to count. The monthly fee is left out for keys without `finance:read`.',
    tag: 'Agreements',
    access: { scope: 'read' },
    params: VersionParams,
    query: AgreementDiffQuery,
    answer: { status: 200, description: 'Every difference', content: json(AgreementDiff) },
    problems: [],
  },
  backtestAgreement: {
    method: 'get',
    path: `${E}/agreements/{version}/backtest`,
    summary: 'What a version would have judged lately, had it been in force all along',
    description:
      'Objective by objective and service by service: each calendar window that ended in the range and the open one, ' +
      'each day of a rolling window, each late clock, each merge; beside it the version in force over the same events. ' +
      'Imported history counts and is marked. Credits are left out for keys without `finance:read`. Records nothing.',
    tag: 'Agreements',
    access: { scope: 'read' },
    params: VersionParams,
    query: AgreementBacktestQuery,
    answer: { status: 200, description: 'What it would have judged', content: json(AgreementBacktest) },
    problems: [],
  },
  acceptAgreement: {
    method: 'post',
    path: `${E}/agreements/{version}/accept`,
    summary: 'Accept a version that the other party proposed',
    tag: 'Agreements',
    access: { scope: 'agreements:accept' },
    params: VersionParams,
    body: whole(AcceptBody),
    idempotent: true,
    answer: { status: 200, description: 'Accepted', content: json(AgreementVersion) },
    problems: ['wrong_party', 'hash_mismatch', 'wrong_state'],
  },
  rejectAgreement: {
    method: 'post',
    path: `${E}/agreements/{version}/reject`,
    summary: 'Reject a version that the other party proposed',
    tag: 'Agreements',
    access: { scope: 'agreements:accept' },
    params: VersionParams,
    body: { ...whole(DecideBody), required: false },
    idempotent: true,
    answer: { status: 200, description: 'Rejected', content: json(AgreementVersion) },
    problems: ['wrong_party', 'wrong_state'],
  },
  withdrawAgreement: {
    method: 'post',
    path: `${E}/agreements/{version}/withdraw`,
    summary: 'Withdraw a version that your party proposed',
    tag: 'Agreements',
    access: { scope: 'agreements:propose' },
    params: VersionParams,
    body: { ...whole(DecideBody), required: false },
    idempotent: true,
    answer: { status: 200, description: 'Withdrawn', content: json(AgreementVersion) },
    problems: ['wrong_party', 'wrong_state'],
  },
} as const satisfies Record<string, Operation>
