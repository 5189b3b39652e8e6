const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a part of an address, or something that was sent, can be an id at all: the database refuses anything else. */
export const isId = (text: string): boolean => uuid.test(text)
