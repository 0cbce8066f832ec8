import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

type Node = { type: string; value?: string; url?: string; children?: Node[] }

/** Parsed as GitHub does: tables, literal links, footnotes, task lists and strikethrough. */
export const parse = (markdown: string): Node =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })

const isText = (node: Node) => node.type === 'text' || node.type === 'inlineCode'

/** The document's shape without its words: what text from outside must never change. */
export const shape = (node: Node): unknown => {
  if (isText(node)) return 'text'
  // Which HTML stands there matters to the letter; only the marker carries a name.
  if (node.type === 'html') return ['html', (node.value ?? '').replace(/plumbline:\S*/, 'plumbline:')]
  if (node.type === 'code') return 'code'
  const children = (node.children ?? []).filter(
    (child, at, all) => !(isText(child) && isText(all[at - 1] ?? child) && at > 0),
  )
  return [node.type, ...(node.url === undefined ? [] : [node.url]), ...children.map(shape)]
}

/** All nodes, the outermost first. */
export const nodes = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(nodes)]

/** The text that a reader sees outside of code, where GitHub looks for mentions and references. */
export const readableText = (document: Node): string =>
  nodes(document)
    .filter(({ type }) => type === 'text')
    .map(({ value }) => value ?? '')
    .join('\u0001')
