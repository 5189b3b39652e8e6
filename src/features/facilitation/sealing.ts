// What a tablet has written down and not sent yet can be read by the charity's server alone: not by whoever finds the
// tablet, nor by the page that wrote it. So it may outlive a sign-out, which destroys the sheet itself, and no tick is lost.
// A key of its own for each entry is agreed with the server's public key (ECDH on P-256), and encrypts it (AES-GCM).

/** A sealed entry as it travels: the one-time public key, the nonce and the text, in base64. */
export type Sealed = { key: string; iv: string; text: string }

/** Bytes as text, for JSON. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
/** @throws when it is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const chars = atob(text)
  const bytes = new Uint8Array(chars.length)
  for (let i = 0; i < chars.length; i++) bytes[i] = chars.charCodeAt(i)
  return bytes
}

/** Seals an entry for whoever has the private half of `publicKey` (a raw P-256 point, base64). Browser or Node. */
export async function seal(publicKey: string, entry: unknown): Promise<Sealed> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const theirs = await crypto.subtle.importKey('raw', fromBase64(publicKey), curve, false, [])
  const own = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256)
  const secret = await crypto.subtle.digest('SHA-256', shared)
  const aes = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = new TextEncoder().encode(JSON.stringify(entry))
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, bytes)
  const key = await crypto.subtle.exportKey('raw', own.publicKey)
  return { key: toBase64(new Uint8Array(key)), iv: toBase64(iv), text: toBase64(new Uint8Array(text)) }
}
