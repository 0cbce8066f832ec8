/** What Acme and Northwind agreed, with the figure that the second version raised. */
export const exampleAgreement = (effectiveFrom: string, patchTarget: 70 | 80): string => `plumbline: 1
engagement: acme-checkout
title: Acme and Northwind, checkout platform
parties:
  client: { name: Acme Corp }
  vendor: { name: Northwind Software }
time_zone: America/New_York
effective_from: ${effectiveFrom}
stage: live

services:
  checkout-api:
    repositories: [acme/checkout-api]
    production: [production]
  payments:
    repositories: [acme/payments]
    production: [production]
  storefront-web:
    repositories: [acme/storefront-web]
    production: [production]

severities:
  sev1: { means: "Checkout is down or loses orders" }
  sev2: { means: "Checkout works badly for many" }

incidents: { link_window: 24h, link_severities: [sev1, sev2] }
exempt: { label: hotfix, max: 2 }

phases:
  - { name: baseline, days: 30, enforce: observe }
  - { name: optimise, days: 30, enforce: warn }
  - { name: formalise, enforce: as-agreed }

objectives:
  patch-coverage:
    title: Tests cover the lines a change adds
    clause: "5.1"
    indicator: patch-coverage
    target: ">= ${patchTarget}%"
    warn: ">= ${patchTarget + 5}%"
    min_lines: 5
    enforcement: block
  coverage-change:
    title: A change does not lower coverage
    clause: "5.2"
    indicator: coverage-change
    target: ">= -0.5pp"
    enforcement: warn
  test-failures:
    title: All tests pass
    clause: "5.3"
    indicator: test-failures
    target: "== 0"
    enforcement: block
  change-fail-rate:
    title: Few deployments fail
    clause: "5.4"
    indicator: change-fail-rate
    window: calendar month
    target: "<= 15%"
    enforcement: block
    block_on: [deployment]
    release: { good_deployments: 3 }
  deployment-frequency:
    title: Each service ships every week
    clause: "5.5"
    indicator: deployment-frequency
    window: rolling 30d
    target: ">= 2/week"
    enforcement: warn
  lead-time:
    title: A commit is live within two days
    clause: "5.6"
    indicator: lead-time-for-changes
    window: rolling 30d
    target: "<= 48h"
    enforcement: warn
  recovery-time:
    title: A failed deployment is mended within two hours
    clause: "5.7"
    indicator: failed-deployment-recovery-time
    window: calendar month
    statistic: p85
    target: "<= 2h"
    enforcement: warn
  uptime:
    title: The service answers
    clause: "6.1"
    indicator: availability
    window: calendar month
    target: ">= 99.9%"
    enforcement: warn
  review-time:
    title: Acme reviews within half a day
    clause: "7.1"
    owed_by: client
    indicator: code-review-turnaround
    window: calendar month
    target: "<= 4h"
    enforcement: warn
`
