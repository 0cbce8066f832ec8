/*
 * Text that deflate may refer back to, so that a small body is not mostly names of fields. Part of the stored format:
 * never edit it; add a second one under a new format number instead. What is most frequent stands last, because
 * near references are the shortest.
 */
const EVALUATION =
  '{"agreement":{"hash":"sha256:","parties":{"client":"","vendor":""},"phase":{"name":"","until":null},"time_zone":"Europe/","title":"","version":1},' +
  '"at":"2026-","commit_sha":"","environment":"production","event":"pull_request","id":"","notes":[],"objectives":[' +
  '{"agreement_version":1,"blocking":false,"breach_id":"","clause":"","counter":[{"display":"","indicator":"change-fail-rate","title":""}],"denominator":,"display":" %",' +
  '"enforcement":"block","evidence":{"baseline":{"commit_sha":"","kind":"base"},"events":[""],"failed":[{"by":[""],"deployment":"","rule":"named_by_incident"},{"rule":"presumed"}],' +
  '"formula":" of ","more":0,"not_counted":[{"deployment":"","reason":"redeploy"}],"pooled":[],"uncovered":[{"lines":[],"path":"src/"}]},"evidence_url":"https://","id":"","indicator":"deployment-frequency",' +
  '"margin":" pp short","needed":,"no_data_reason":"too_few_samples","not_blocking":"not_on_this_event","numerator":,"owed_by":"vendor","samples":,"scope":"window","status":"no_data","target":"≥ 80 %",' +
  '"title":"","trend":[{"at":"2026-","value":null}],"unit":"%","value":null,"warn":"≥ ","window":{"from":"2026-","kind":"calendar month","label":" 2026","partial":false,"provisional":true,"to":"2026-"}},' +
  '{"indicator":"patch-coverage","scope":"change","status":"met"},{"indicator":"coverage","status":"breached"},{"indicator":"test-failures","status":"at_risk"}],' +
  '"provisional":false,"pull_request":{"author":"","number":,"title":""},"ref":"refs/heads/main","run":"","service":"","url":"https://","verdict":"pass"}'

const RECORDS =
  '{"acknowledged_at":"2026-","agreement_hash":"sha256:","contractual":true,"opened_at":"2026-","opened_by":{"agreement_version":},"resolved_at":"2026-","severity":"sev1","status":"acknowledged",' +
  '"timeline":[{"at":"2026-","by":{"engine":true},"display":"","evaluation_id":"","kind":"opened","value":},{"by":{"key":"","name":"","party":"client"},"kind":"resolved","note":""}]}' +
  '{"claims":{"client":"","vendor":""},"createdAt":17,"engagement":"","revision":1,"title":"","versions":[{"decision":{"at":17,"by":"client","kind":"accepted","retroactive":false},' +
  '"hash":"sha256:","in_force_from":17,"proposed_at":17,"proposed_by":"vendor","version":1},{"decision":null,"in_force_from":null}]}'

const EVENTS =
  '{"data":{"duration_ms":,"errors":0,"failures":0,"flag":"unit","skipped":0,"tests":},"type":"test_run"}' +
  '{"data":{"base_sha":"","branch":"main","branches":{"covered":,"total":},"carried_forward":false,"commit_sha":"","flag":"unit","functions":{"covered":,"total":},"lines":{"covered":,"total":},' +
  '"patch":{"covered":,"total":,"uncovered":[{"lines":[],"path":"packages/src/"}]}},"id":"","service":"","source":"github.com/","time":"2026-","type":"coverage"}' +
  '{"data":{"action":"acknowledged","actor":"","actor_kind":"human","affects":[""],"at":"2026-","attribution":"vendor","caused_by_deployment":"","incident_id":"INC-","reason":"","severity":"sev2",' +
  '"title":"","url":"https://"},"environment":"production","id":"","origin":"reconstructed","service":"","source":"pagerduty","time":"2026-","type":"incident"}' +
  '{"action":"started"}{"action":"resolved"}{"action":"mitigated"}{"action":"detected","severity":"sev1"}' +
  '{"corrects":"","data":{"commit_sha":"","commits":[{"committed_at":"2026-12-01T00:00:00Z","merge":true,"sha":""},{"committed_at":"2026-","sha":""}],"deployment_id":"deploy-","finished_at":"2026-",' +
  '"fixes_incident":"INC-","planned":true,"reached_production":true,"rolls_back":"deploy-","started_at":"2026-","status":"failure","url":"https://github.com/","version":"v1.","work_items":[""]},' +
  '"environment":"staging","id":"","origin":"observed","service":"","source":"github.com/acme/actions","time":"2026-","type":"deployment"}' +
  '{"data":{"commit_sha":"","deployment_id":"","finished_at":"2026-","started_at":"2026-","status":"success","url":"https://github.com//actions/runs/","version":""},' +
  '"environment":"production","id":"gh-","service":"-api","source":"github.com//actions","time":"2026-01-01T00:00:00.000Z","type":"deployment"}'

export const DICTIONARY_1: Buffer = Buffer.from(EVALUATION + RECORDS + EVENTS)
