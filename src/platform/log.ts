import pino, { type Logger } from 'pino'

export type Log = Logger

/**
 * The program's log: JSON lines on standard output, without names, addresses, tokens or free text. Callers pass ids,
 * codes and counts only; what an error says is cut to its class and code, since PostgreSQL quotes values in messages.
 */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: {
      paths: ['email', 'name', 'token', 'phone', '*.email', '*.name', '*.token', '*.phone'],
      remove: true,
    },
  })
}

/** An error without the values that it may quote: class, code, constraint and the lines of code it came through. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint, table, routine } = error as Error & Record<string, unknown>
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
  return { type: error.constructor.name, code, constraint, table, routine, stack }
}
