import type { Instant } from '@plumbline/core'
import { BUCKET_MS, SPAN_MS } from '../keys.ts'
import { bitReader, bitWriter, riceWidth } from './bits.ts'
import { byteReader, type Fields, fromHex, toHex, UnreadableItem, varint } from './bytes.ts'
import { extendedHeader, PLAIN_CODES, plainHeader, readHeader } from './header.ts'

/*
 * Facts of one span as one text of bytes: those of a code together, their times as distances, their names of
 * incidents by number, and the rest as it was. What is decoded is to the byte what was encoded, in any order, each
 * once: no identity is shortened. It doesn't know what codes mean, but for the place where a subject stands.
 */

/** A fact as its bucket holds it, and the start of that bucket. */
export type Entry = { start: Instant; element: Uint8Array }

/** The first byte says how the rest was made; this one is stored for ever. */
const FORMAT_1 = 1
/** Where the name of an incident stands behind the header, and the codes that have one. */
const SUBJECT = { from: 8, to: 14 }
const INCIDENT_CODES = [
  { from: 128, to: 3008 },
  { from: 3545, to: 4505 },
] as const
/** A group's flags. */
const WHOLE_SECONDS = 1
const ONE_LENGTH = 2
const BY_NUMBER = 4
const SECOND_MS = 1_000

/** A fact taken apart: when in the span, and what follows its header. */
type Row = { time: number; rest: Uint8Array }
type Group = { code: number; plain: boolean; rows: Row[] }

const headerOf = (plain: boolean, code: number, at: Instant) =>
  plain ? plainHeader(code, at) : extendedHeader(code, at)

const entryId = ({ start, element }: Entry) => `${start} ${toHex(element)}`

/** Null for bytes that no header of ours begins: they are kept as they are. */
const rowOf = ({ start, element }: Entry, span: Instant): (Row & { code: number; plain: boolean }) | null => {
  try {
    const { plain, code, at, fields } = readHeader(element, start)
    const rest = fields.hasMore() ? fields.rest() : new Uint8Array()
    const header = headerOf(plain, code, at)
    if (!header.equals(element.subarray(0, header.length))) return null
    return { plain, code, time: at - span, rest }
  } catch {
    return null
  }
}

const isByNumber = ({ code, plain, rows }: Group) =>
  !plain &&
  INCIDENT_CODES.some(({ from, to }) => code >= from && code < to) &&
  rows.every(({ rest }) => rest.length >= SUBJECT.to)

const subjectOf = (rest: Uint8Array) => toHex(rest.subarray(SUBJECT.from, SUBJECT.to))

const withoutSubject = (rest: Uint8Array) => Buffer.concat([rest.subarray(0, SUBJECT.from), rest.subarray(SUBJECT.to)])

const widthOf = (count: number) => (count <= 1 ? 0 : Math.ceil(Math.log2(count)))

const encodeGroup = (group: Group, subjects: string[]): Buffer => {
  const { code, plain } = group
  const rows = group.rows.toSorted((a, b) => a.time - b.time || Buffer.compare(a.rest, b.rest))
  const [first] = rows
  const whole = rows.every(({ time }) => time % SECOND_MS === 0)
  const oneLength = rows.every(({ rest }) => rest.length === first?.rest.length)
  const byNumber = isByNumber(group)
  const unit = whole ? SECOND_MS : 1
  const distances = rows.map(({ time }, i) => (time - (rows[i - 1]?.time ?? 0)) / unit)
  const width = riceWidth(distances)
  const bits = bitWriter()
  for (const distance of distances) bits.rice(distance, width)
  if (byNumber) for (const { rest } of rows) bits.bits(subjects.indexOf(subjectOf(rest)), widthOf(subjects.length))
  return Buffer.concat([
    varint(code * 2 + Number(plain)),
    varint(rows.length),
    Buffer.of((whole ? WHOLE_SECONDS : 0) + (oneLength ? ONE_LENGTH : 0) + (byNumber ? BY_NUMBER : 0), width),
    bits.bytes(),
    ...(oneLength ? [varint(first?.rest.length ?? 0)] : rows.map(({ rest }) => varint(rest.length))),
    ...rows.map(({ rest }) => (byNumber ? withoutSubject(rest) : rest)),
  ])
}

/** @param span start of the span that all of these belong to */
export const encodeBlock = (entries: Entry[], span: Instant): Buffer => {
  const once = [...new Map(entries.map((entry) => [entryId(entry), entry])).values()]
  if (once.some(({ start }) => start < span || start >= span + SPAN_MS)) throw new RangeError('of another span')
  const groups = new Map<string, Group>()
  const asTheyAre: Entry[] = []
  for (const entry of once) {
    const row = rowOf(entry, span)
    if (!row) {
      asTheyAre.push(entry)
      continue
    }
    const { code, plain } = row
    const id = `${code} ${plain}`
    const group = groups.get(id) ?? { code, plain, rows: [] }
    group.rows.push(row)
    groups.set(id, group)
  }
  const inOrder = [...groups.values()].sort((a, b) => a.code - b.code || Number(a.plain) - Number(b.plain))
  const named = inOrder.filter(isByNumber).flatMap(({ rows }) => rows.map(({ rest }) => subjectOf(rest)))
  const subjects = [...new Set(named)].sort()
  return Buffer.concat([
    Buffer.of(FORMAT_1),
    varint(subjects.length),
    fromHex(subjects.join('')),
    varint(inOrder.length),
    ...inOrder.map((group) => encodeGroup(group, subjects)),
    ...asTheyAre
      .sort((a, b) => (entryId(a) < entryId(b) ? -1 : 1))
      .flatMap(({ start, element }) => [varint((start - span) / BUCKET_MS), varint(element.length), element]),
  ])
}

const decodeGroup = (fields: Fields, subjects: Uint8Array[], span: Instant): Entry[] => {
  const number = fields.varint()
  const [code, plain] = [Math.floor(number / 2), number % 2 === 1]
  const count = fields.varint()
  const [flags = 0, width = 0] = fields.take(2)
  const has = (flag: number) => Math.floor(flags / flag) % 2 === 1
  if (plain && code >= PLAIN_CODES) throw new UnreadableItem('a block’s code means nothing')
  const bits = bitReader(fields.ahead())
  const times: number[] = []
  let time = 0
  for (let i = 0; i < count; i++) {
    time += bits.rice(width) * (has(WHOLE_SECONDS) ? SECOND_MS : 1)
    times.push(time)
  }
  const numbers = has(BY_NUMBER) ? times.map(() => bits.bits(widthOf(subjects.length))) : []
  fields.take(bits.used())
  const length = has(ONE_LENGTH) ? fields.varint() : null
  const lengths = times.map(() => length ?? fields.varint())
  return times.map((offset, i) => {
    const at = span + offset
    const start = Math.floor(at / BUCKET_MS) * BUCKET_MS
    const header = headerOf(plain, code, at)
    if (!has(BY_NUMBER)) return { start, element: Buffer.concat([header, fields.take(lengths[i] ?? 0)]) }
    const subject = subjects[numbers[i] ?? -1]
    if (!subject) throw new UnreadableItem('a block’s number stands for nothing')
    const before = fields.take(SUBJECT.from)
    return { start, element: Buffer.concat([header, before, subject, fields.take((lengths[i] ?? 0) - SUBJECT.to)]) }
  })
}

/** @throws UnreadableItem for bytes that `encodeBlock` did not make. */
export const decodeBlock = (bytes: Uint8Array, span: Instant): Entry[] => {
  const fields = byteReader(bytes)
  if (fields.take(1)[0] !== FORMAT_1) throw new UnreadableItem('a block’s format is not known')
  const named = fields.varint()
  const subjects = Array.from({ length: named }, () => fields.take(SUBJECT.to - SUBJECT.from))
  const groups = fields.varint()
  const entries: Entry[] = []
  for (let i = 0; i < groups; i++) entries.push(...decodeGroup(fields, subjects, span))
  while (fields.hasMore()) {
    const start = span + fields.varint() * BUCKET_MS
    entries.push({ start, element: fields.take(fields.varint()) })
  }
  return entries
}
