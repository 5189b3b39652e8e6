/** Somebody rings: what whoever answers reads while they speak. */
const en = {
  lede: 'A call from them is the welcome call as much as one from us.',
  search: 'Who is it?',
  searchHint: 'A name, or the number that they ring from. You see those whom you may see.',
  find: 'Find',
  none: 'Nobody of that name or number among those whom you may see.',
  near: 'Names near to it:',
  them: 'It is them',
  died: 'recorded as having died',
  newTitle: 'Somebody new',
  newLede: 'A name and a number are enough. If they are known already, it is the same person.',
  called: 'What to call them',
  phone: 'Their number',
  ask: 'Read this out, and tick the box if they agree:',
  agreed: 'They agree',
  start: 'Go on with the call',
  register: 'They would like to join a group: register them on one page',
  concern: 'They give no name, and what they say worries me: raise a concern',
  toldOfDeath: 'They ring to say that somebody has died',
  someoneElse: 'I have asked: it is somebody else',
  errors: {
    called: 'Enter what to call them, at most 120 letters',
    phone: 'Enter a phone number, like 01632 960123 or 07700 900123',
    agreed: 'Read out the words, and tick the box if they agree. Otherwise write nothing down',
    someoneElse:
      'Somebody very like this is recorded as having died. Ask gently who is calling, and tick the box if it is somebody else',
  },
}
export const ringingWords = en
