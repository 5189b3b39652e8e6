/** What stands at a path such as "data.0.id" or "messages[0].id", as text; null when nothing does. */
export function fieldOf(value: unknown, path: string): string | null {
  const names = [path, ...path.replaceAll(/\[(\d+)\]/g, '.$1').split('.')]
  // A form has no depth: a field may be called "message.id" itself.
  const [whole = '', ...inwards] = names
  let at: unknown = value
  if (isObject(value) && Object.hasOwn(value, whole)) at = value[whole]
  else
    for (const name of inwards) {
      if (!isObject(at) || !Object.hasOwn(at, name)) return null
      at = at[name]
    }
  return typeof at === 'string' || typeof at === 'number' ? String(at) : null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
