import type { BenchContext, BenchResult } from './context.ts'

/** How much a first visit to the first page and to a group's page moves, with everything that the page loads. */
export async function benchFirstVisit(context: BenchContext): Promise<BenchResult[]> {
  const server = await context.serve()
  try {
    const results: BenchResult[] = []
    for (const path of ['/', '/groups?near=SS6%207ED', '/groups/south-essex']) {
      const { bytes, parts } = await visit(server.url, path)
      results.push({
        name: `first visit to ${path} (${parts} files)`,
        value: Math.round(bytes / 102.4) / 10,
        unit: 'kB compressed',
        control: null,
        ratio: null,
        target: '≤ 120 kB',
        holds: bytes <= 120 * 1024,
      })
    }
    return results
  } finally {
    await server.stop()
  }
}

async function visit(base: string, path: string): Promise<{ bytes: number; parts: number }> {
  const html = await fetched(`${base}${path}`)
  const links = [
    ...html.text.matchAll(/(?:href|src)="(\/(?:assets\/[^"#]+|theme\.css[^"]*|logo[^"]*))/g),
  ].map((m) => m[1] ?? '')
  const parts = await Promise.all([...new Set(links)].map((link) => fetched(`${base}${link}`)))
  return { bytes: html.bytes + parts.reduce((sum, part) => sum + part.bytes, 0), parts: parts.length + 1 }
}

/** The bytes of an answer as they travel: compressed as a browser asks for it, headers included. */
async function fetched(url: string): Promise<{ bytes: number; text: string }> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', async () => {
        const body = Buffer.concat(chunks)
        const headers = answer.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0)
        resolve({
          bytes: body.length + headers,
          text: (await unpack(body, answer.headers['content-encoding'])).toString(),
        })
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

async function unpack(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  const { brotliDecompressSync, gunzipSync } = await import('node:zlib')
  if (encoding === 'br') return brotliDecompressSync(body)
  return encoding === 'gzip' ? gunzipSync(body) : body
}
