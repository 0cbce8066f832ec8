/** A document's tags with the names of their attributes, without any text or value: what data must never change. */
export const tags = (html: string): string[] =>
  [...html.matchAll(/<(\/?[a-z!][a-z0-9-]*)((?:\s+[a-z][a-z0-9:-]*(?:="[^"]*")?)*)\s*(\/?)>/gi)].map(
    ([, name, attributes = '', end]) =>
      [name, ...[...attributes.matchAll(/([a-z][a-z0-9:-]*)(?:="[^"]*")?/gi)].map(([, attribute]) => attribute), end]
        .join(' ')
        .trim(),
  )

/** Whatever is left of a document when its tags are gone: text, in which no `<` may stand. */
export const textOf = (html: string): string =>
  html.replace(/<(\/?[a-z!][a-z0-9-]*)((?:\s+[a-z][a-z0-9:-]*(?:="[^"]*")?)*)\s*(\/?)>/gi, '\n')

export const values = (html: string, attribute: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value)
