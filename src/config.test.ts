import { describe, expect, it, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://groups.example.org/',
  SECRET_KEY: 'a key of more than thirty-two characters',
  SMTP_URL: 'smtp://mail.example.org',
}

describe('the settings', () => {
  it('are all there in production, or every missing one is named', () => {
    expect(readConfig(production)).toMatchObject({ sample: false, baseUrl: 'https://groups.example.org' })
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(/SMTP_URL.*BASE_URL.*SECRET_KEY/s)
    expect(() => readConfig({ ...production, DATABASE_URL: 'postgres://a@b/c' })).toThrow('belong together')
  })

  test.each(['loopback', '10.0.0.0/8', '192.0.2.7', 'fd00::/8, 2001:db8::1 loopback'])(
    'believe the proxies %s',
    (proxies) => {
      expect(readConfig({ TRUSTED_PROXIES: proxies }).trustedProxies).toEqual(proxies.split(/,? /))
    },
  )

  test.each(['proxy', '10.0.0.0/99', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', '10.0.0/8'])(
    'refuse the proxy %s in a sentence',
    (proxy) => {
      const read = () => readConfig({ TRUSTED_PROXIES: `loopback ${proxy}` })
      expect(read).toThrow(ConfigError)
      expect(read).toThrow(`TRUSTED_PROXIES: ${proxy} is no address`)
    },
  )
})
