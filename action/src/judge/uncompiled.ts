import { config } from 'zod/v4/core'

// By default zod compiles a function for each schema at its first use. That pays where many documents are read; here
// it is one, and takes 8 ms more than to read it step by step. Imported before the schemas, which look at it as they
// are made.
config({ jitless: true })
