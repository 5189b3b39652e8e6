import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new unguessable token for a link or a cookie (256 bits), and the hash under which the database knows it. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** The hash of a token; anything that is no token hashes to something that no row has. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Keys drawn from SECRET_KEY, one for each purpose. */
export class Secret {
  private readonly main: string
  constructor(main: string) {
    this.main = main
  }

  /** 32 bytes for one purpose. */
  key(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.main, '', purpose, 32))
  }

  /** A signature of a value for one purpose. */
  sign(purpose: string, value: string): string {
    return createHmac('sha256', this.key(purpose)).update(value).digest('base64url')
  }

  /** Whether `signature` is that of the value; takes the same time for every wrong one. */
  verify(purpose: string, value: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(purpose, value))
    const given = Buffer.from(signature)
    return expected.length === given.length && timingSafeEqual(expected, given)
  }
}
