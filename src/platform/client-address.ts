import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Ask } from './web.ts'

/**
 * The networks whose X-Forwarded-For is believed.
 * @param proxies addresses, networks (10.0.0.0/8) or 'loopback'.
 * @throws naming an entry that is neither.
 */
export function trustedNetworks(proxies: readonly string[]): BlockList {
  const list = new BlockList()
  for (const proxy of proxies) {
    if (proxy === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4')
      list.addAddress('::1', 'ipv6')
      continue
    }
    const [network = '', bits] = proxy.split('/')
    const family = isIP(network) === 4 ? 'ipv4' : isIP(network) === 6 ? 'ipv6' : null
    if (!family) throw new Error(`TRUSTED_PROXIES: ${proxy} is not an address or a network`)
    if (bits === undefined) list.addAddress(network, family)
    else list.addSubnet(network, Number(bits), family)
  }
  return list
}

/**
 * The network that a request comes from: an IPv4 address, or the /64 of an IPv6 one (a household's whole share). Walks
 * X-Forwarded-For from the right and stops at the first address that is not one of ours, so that nobody can write
 * their own.
 */
export function clientNetwork(ask: Ask, trusted: BlockList): string {
  let address = plain(peerOf(ask))
  if (!isIn(trusted, address)) return networkOf(address)
  const forwarded = (ask.req.header('x-forwarded-for') ?? '').split(',').map((part) => plain(part.trim()))
  for (const next of forwarded.reverse()) {
    if (isIP(next) === 0) break
    address = next
    if (!isIn(trusted, address)) break
  }
  return networkOf(address)
}

function peerOf(ask: Ask): string {
  // In tests a request comes without a socket.
  if (!(ask.env as { incoming?: unknown } | undefined)?.incoming) return '127.0.0.1'
  return getConnInfo(ask).remote.address ?? '127.0.0.1'
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/^\[|\]$/g, '')
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const groups = address.includes('::')
    ? [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
    : front
  return `${groups
    .slice(0, 4)
    .map((g) => g.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`
}
