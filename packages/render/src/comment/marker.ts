/** The line by which our comment is found again: hidden, one for each service of a repository. */
export const commentMarker = (service: string): string =>
  `<!-- plumbline:${encodeURIComponent(service.toWellFormed().slice(0, 200).toWellFormed())} -->`
