/** An agreement with one change objective and one window objective, in force from the first of the month. */
export const agreementText = (
  engagement: string,
  changes: { patch?: string; effectiveFrom?: string } = {},
): string => `plumbline: 1
engagement: ${engagement}
title: Acme and Northwind
parties:
  client: { name: Acme Corp }
  vendor: { name: Northwind Software }
time_zone: America/New_York
effective_from: ${changes.effectiveFrom ?? '2026-12-01'}
services:
  checkout-api:
    repositories: [acme/checkout-api]
    production: [production]
  search:
    repositories: [acme/search]
    production: [production]
severities:
  sev1: { means: "Checkout is down" }
exempt: { label: hotfix, max: 1 }
objectives:
  patch-coverage:
    clause: "5.1"
    indicator: patch-coverage
    target: "${changes.patch ?? '>= 80%'}"
    enforcement: block
  change-fail-rate:
    clause: "5.4"
    indicator: change-fail-rate
    window: calendar month
    target: "<= 15%"
    enforcement: block
    block_on: [deployment]
    release: acknowledged
`
