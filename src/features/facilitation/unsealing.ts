import { createDecipheriv, createECDH, createHash, type ECDH } from 'node:crypto'
import type { Secret } from '#platform/tokens.ts'
import type { Sealed } from './sealing.ts'

const TAG_BYTES = 16

/** The server's key, drawn from SECRET_KEY: every process opens what any of them gave the key for. */
function ownKey(secret: Secret): ECDH {
  const key = createECDH('prime256v1')
  key.setPrivateKey(secret.key('what tablets seal'))
  return key
}

/** The public half, for `seal()`: a raw P-256 point in base64. */
export function sealingKey(secret: Secret): string {
  return ownKey(secret).getPublicKey('base64')
}

/** Opens a sealed entry. Null when it was not sealed for this server, or was touched on the way. */
export function unseal(secret: Secret, { key, iv, text }: Sealed): unknown {
  try {
    const shared = ownKey(secret).computeSecret(Buffer.from(key, 'base64'))
    const bytes = Buffer.from(text, 'base64')
    const opened = createDecipheriv(
      'aes-256-gcm',
      createHash('sha256').update(shared).digest(),
      Buffer.from(iv, 'base64'),
      { authTagLength: TAG_BYTES },
    )
    opened.setAuthTag(bytes.subarray(-TAG_BYTES))
    const whole = Buffer.concat([opened.update(bytes.subarray(0, -TAG_BYTES)), opened.final()])
    return JSON.parse(whole.toString('utf8')) as unknown
  } catch (error) {
    // No point on the curve, another server's key, a torn entry: nothing that anybody could put right here.
    if (error instanceof Error) return null
    throw error
  }
}
