/** Asked for when first needed: most agreements name no money, and the list takes a new process a millisecond. */
let known: ReadonlySet<string> | undefined

/** Is this the ISO 4217 code of a currency? */
export const isCurrency = (code: string): boolean => {
  known ??= new Set(Intl.supportedValuesOf('currency'))
  return known.has(code)
}
