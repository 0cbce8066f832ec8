import { randomBytes } from 'node:crypto'
import { createApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { writeLine } from '../http/log.ts'
import { openHosted } from '../lambda.ts'
import { givenAt } from './config.ts'
import { httpHandler } from './http-handler.ts'
import { installLean } from './web/install.ts'

installLean()

/** API and pages. */
export const handler = httpHandler(
  (domainName) => createApp({ ...openHosted(), randomBytes, config: readConfig(givenAt(`https://${domainName}`)) }),
  writeLine,
)
