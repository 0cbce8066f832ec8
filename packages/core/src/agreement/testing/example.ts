/** The agreement of Acme and Northwind: the example of every page, with every kind of thing an agreement can say. */
export const ACME_CHECKOUT = `# yaml-language-server: $schema=./plumbline.schema.json
plumbline: 1 # format of this file
engagement: acme-checkout # slug: a-z 0-9 -, 3 to 64
title: Acme and Northwind, checkout platform
parties:
  client: { name: Acme Corp }
  vendor: { name: Northwind Software }
time_zone: America/New_York # IANA; calendar windows start at its midnights
effective_from: 2026-12-01
stage: build # build | launch | live; shown, and objectives may name one
review_by: 2027-03-01 # overdue is shown to both

calendar: support # for durations whose objective names none; default 24x7
calendars: # 24x7 is built in
  support:
    time_zone: America/Mexico_City
    hours: {
        mon: ["09:00-13:00", "14:00-18:00"],
        tue: ["09:00-18:00"],
        wed: ["09:00-18:00"],
        thu: ["09:00-18:00"],
        fri: ["09:00-17:00"],
      } # 24:00 allowed; overnight is two intervals
    holidays: ["2026-12-25", "2027-01-01"]
    special_days: { "2026-12-24": ["09:00-12:00"] }
    breaks: { "2026-12-23": ["12:00-13:00"] }

services:
  checkout-api:
    repositories: [acme/checkout-api]
    production: [production] # environment names that count as production

severities:
  sev1: { means: "Checkout is down or loses orders", maps: { pagerduty: [P1], jira: [Highest] } }
  sev2: { means: "Checkout works badly for many" }

incidents:
  {
    link_window: 24h,
    link_severities: [sev1, sev2],
    rollback_blames: rolled-back,
    failed_pipelines_count: false,
    reopen_window: 5bd,
    breach_floor: 15m,
    mitigated_stops_resolve: false,
    pause_reasons: [waiting_client, client_approval, agreed_freeze],
  }
exempt: { label: hotfix, max: 2, follow_up: 2bd } # max per calendar month
phases: # optional; soften window and clock objectives only
  - { name: baseline, days: 30, enforce: observe }
  - { name: optimise, days: 30, enforce: warn }
  - { name: formalise, enforce: as-agreed }

objectives:
  patch-coverage:
    title: Tests cover the lines a change adds
    clause: "5.1"
    indicator: patch-coverage
    target: ">= 80%"
    warn: ">= 85%" # at_risk between target and this
    min_lines: 5
    enforcement: block # block | warn | observe
    on_no_data: fail # pass | warn | fail
  change-fail-rate:
    clause: "5.4"
    indicator: change-fail-rate
    services: [checkout-api] # default: all; judged and shown per service
    window: calendar month # or: rolling 30d | calendar week | calendar quarter
    target: "<= 15%" # min_samples: 7 follows from it
    enforcement: block
    block_on: [deployment] # pull_request | merge_group | push | deployment
    release: { good_deployments: 3 } # acknowledged | next_window | good_deployments
    credits: [{ worse_than: "15%", credit: "5%" }, { worse_than: "30%", credit: "10%" }]
  acknowledge-sev1:
    clause: "6.2"
    indicator: time-to-acknowledge
    severity: [sev1]
    calendar: 24x7
    starts: first-known # started | detected | reported | first-known
    target: "<= 15m"
    statistic: each
    window: calendar month
    enforcement: warn
  uptime:
    indicator: availability
    window: calendar month
    target: ">= 99.9%"
    chronic_below: "99.0%"
    measured_by: [probe]
    enforcement: warn
    credits: [{ worse_than: "99.9%", credit: "5%" }, { worse_than: "99%", credit: "12%" }]
  review-time:
    title: Acme reviews within a working day
    owed_by: client # vendor (default) | client | both; credits only for vendor
    indicator: code-review-turnaround
    window: calendar month
    target: "<= 8h"
    enforcement: warn

consequences: { currency: USD, monthly_fee: 4000000, credit_cap: "12%", chronic: { consecutive: 3 } } # money in minor units; credit = % of the fee of the month the window ends in
disputes: { window: 10bd, silence: accepts, arbiter: null } # silence on a provisional report or on an answer that is due
escalation: [{ at: "75%", to: vendor }, { at: breach, to: client }]
# Optional, kept, shown and diffed, and measured where an indicator says so:
# goals, decisions, channels, cadence, responsibilities, onboarding, risks, capabilities
`
