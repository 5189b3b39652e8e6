/** What the commands of this feature say. */
export const commandWords = {
  says: 'Brings gov.uk’s bank holidays (www.gov.uk/bank-holidays.json), so that dates are held against the real ones.',
  usage: 'Say which file: alongside import bank-holidays FILE',
  noSuchFile: 'there is no such file',
  cannotRead: (path: string, why: string) => `The file ${path} cannot be read: ${why}.`,
  tooLarge: (path: string) => `The file ${path} is far too large for a list of bank holidays.`,
  done: (read: number, from: number, until: number, added: number) =>
    `${read} bank holidays read, for the years ${from} to ${until}; ${added} of them are new. Sessions that clash now show on Today.`,
}
