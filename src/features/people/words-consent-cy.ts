import type { Translation } from '#platform/language.ts'
import type { Words } from './words-consent.ts'

// To be checked by a speaker. Whoever changes the words of a consent gives them a new version, in each language by itself.
export const cy: Translation<Words> = {
  healthConsent: {
    own: (charity) =>
      `Rwy’n cytuno bod ${charity} yn cadw’r hyn rwyf wedi’i ysgrifennu yma am fy iechyd, er mwyn gallu fy nghroesawu i’w grwpiau. Gallaf dynnu hyn yn ôl pryd bynnag y mynnaf.`,
    forSomeone: (charity, called) =>
      `Mae ${called} yn cytuno bod ${charity} yn cadw’r hyn sydd wedi’i ysgrifennu yma am eu hiechyd, er mwyn gallu eu croesawu i’w grwpiau. Gallant dynnu hyn yn ôl pryd bynnag y mynnant.`,
  },
  purposes: {
    'health information': {
      title: 'Beth rwy’n ei ddweud wrthych am fy iechyd',
      mine: (charity) =>
        `Caiff ${charity} gadw’r hyn rwy’n ei ddweud am fy iechyd, er mwyn gallu fy nghroesawu i’w grwpiau.`,
      read: (charity) =>
        `A ydych yn cytuno bod ${charity} yn cadw’r hyn a ddywedwch wrthym am eich iechyd, er mwyn gallu eich croesawu i’w grwpiau? Gallwch dynnu hyn yn ôl pryd bynnag y mynnwch.`,
      withoutIt:
        'Caiff yr hyn a ddywedoch wrthym am eich iechyd a’ch anghenion ei ddileu. Gallwch ddod o hyd.',
    },
    email: {
      title: 'E-bost',
      mine: (charity) => `Caiff ${charity} ysgrifennu ataf drwy e-bost am fy ngrwpiau.`,
      read: (charity) => `A gaiff ${charity} ysgrifennu atoch drwy e-bost am eich grwpiau?`,
      withoutIt:
        'Rydym yn ffonio neu’n ysgrifennu llythyr pan gaiff sesiwn ei chanslo. Mae dolenni y gofynnwch amdanynt yn dal i ddod.',
    },
    phone: {
      title: 'Ffôn',
      mine: (charity) => `Caiff ${charity} fy ffonio am fy ngrwpiau.`,
      read: (charity) => `A gaiff ${charity} eich ffonio am eich grwpiau?`,
      withoutIt: 'Nid ydym yn eich ffonio.',
    },
    text: {
      title: 'Negeseuon testun',
      mine: (charity) => `Caiff ${charity} anfon negeseuon testun ataf am fy ngrwpiau.`,
      read: (charity) => `A gaiff ${charity} anfon negeseuon testun atoch am eich grwpiau?`,
      withoutIt: 'Nid ydym yn anfon negeseuon testun atoch.',
    },
    post: {
      title: 'Post',
      mine: (charity) => `Caiff ${charity} ysgrifennu ataf drwy’r post, mewn amlen blaen, am fy ngrwpiau.`,
      read: (charity) =>
        `A gaiff ${charity} ysgrifennu atoch drwy’r post, mewn amlen blaen, am eich grwpiau?`,
      withoutIt: 'Nid ydym yn anfon llythyrau atoch.',
    },
    surveys: {
      title: 'Arolygon',
      mine: (charity) =>
        `Caiff ${charity} ofyn i mi o bryd i’w gilydd beth rwy’n ei feddwl o’i grwpiau. Nid oes rhaid i mi ateb.`,
      read: (charity) =>
        `A gaiff ${charity} ofyn i chi o bryd i’w gilydd beth rydych yn ei feddwl o’i grwpiau? Nid oes rhaid i chi ateb.`,
      withoutIt: 'Nid ydym yn gofyn i chi.',
    },
    stories: {
      title: 'Fy stori',
      mine: (charity) =>
        `Caiff ${charity} ofyn i mi a hoffwn adrodd fy stori. Ni ddangosir dim ohoni i neb oni bai fy mod wedi cytuno i’r union eiriau.`,
      read: (charity) =>
        `A gaiff ${charity} ofyn i chi a hoffech adrodd eich stori? Ni ddangosir dim ohoni i neb oni bai eich bod wedi cytuno i’r union eiriau.`,
      withoutIt: 'Nid ydym yn gofyn i chi.',
    },
    'news and campaign': {
      title: 'Newyddion ac ymgyrchu',
      mine: (charity) =>
        `Caiff ${charity} anfon newyddion ataf am ei waith a’i ymgyrchoedd. Mae bod mewn grŵp yn aros rhyngof fi a’r rhai sy’n ei redeg: ni all neb sy’n ymgyrchu ei weld.`,
      read: (charity) =>
        `A gaiff ${charity} anfon newyddion atoch am ei waith a’i ymgyrchoedd? Mae bod mewn grŵp yn aros rhyngoch chi a’r rhai sy’n ei redeg: ni all neb sy’n ymgyrchu ei weld.`,
      withoutIt: 'Nid ydym yn anfon newyddion atoch. Nid yw’n newid dim am eich grwpiau.',
    },
    'word back to referrer': {
      title: 'Gair yn ôl i bwy bynnag a soniodd wrthych amdanaf',
      mine: (charity) =>
        `Os pasiodd gweithiwr iechyd proffesiynol fy manylion ymlaen, caiff ${charity} ddweud wrtho fy mod wedi bod mewn cysylltiad. Dim arall.`,
      read: (charity) =>
        `Os pasiodd gweithiwr iechyd proffesiynol eich manylion ymlaen, a gaiff ${charity} ddweud wrtho eich bod wedi bod mewn cysylltiad? Dim arall.`,
      withoutIt: 'Nid ydynt yn clywed dim gennym amdanoch.',
    },
  },
  whatWeKeep: [
    {
      what: 'Beth i’ch galw, a sut i gysylltu â chi',
      why: 'I’ch croesawu, ac i ddweud wrthych am eich grŵp: dyddiad sy’n symud, sesiwn sy’n cael ei chanslo.',
      who: 'Cydlynydd a hwylusydd eich grŵp, a’r bobl sy’n ffonio i’ch croesawu.',
      how: 'Tan ddwy flynedd ar ôl i chi adael eich grŵp olaf, neu nes i chi ofyn i ni ei ddileu.',
    },
    {
      what: 'Beth a ddywedwch wrthym am eich iechyd a’ch anghenion',
      why: 'Er mwyn i’r ystafell, y bwyd a’r sgwrs eich siwtio. Mae ymuno â grŵp eisoes yn dweud rhywbeth am eich iechyd, felly gofynnwn am eich cytundeb.',
      who: 'Cydlynydd a hwylusydd eich grŵp, a phwy bynnag sy’n ffonio i’ch croesawu, nes iddynt wneud.',
      how: 'Yr un peth. Gallwch dynnu eich cytundeb yn ôl ar eich tudalennau eich hun neu drwy ein ffonio; yna caiff ei ddileu.',
    },
    {
      what: 'Rhywun i’w ffonio mewn argyfwng, a ble rydych yn ystod sesiynau ar-lein',
      why: 'I gael cymorth i chi yn unig, petaech yn mynd yn sâl yn ystod sesiwn.',
      who: 'Cydlynydd a hwylusydd eich grŵp, a neb arall.',
      how: 'Nes i chi adael y grŵp, neu ei dynnu i ffwrdd.',
    },
    {
      what: 'Beth y dymunwch i’ch grŵp gael ei ddweud, petaech yn mynd yn rhy sâl i ddod, neu’n marw',
      why: 'Er mwyn i’ch dymuniadau chi ddod yn gyntaf. Nid oes rhaid i chi ddweud dim am y peth.',
      who: 'Cydlynydd a hwylusydd eich grŵp, a gweinyddwyr yr elusen.',
      how: 'Nes i chi ei dynnu i ffwrdd. Unwaith i chi adael, nid yw cydlynydd a hwylusydd eich grŵp yn ei weld mwyach.',
    },
    {
      what: 'Pa sesiynau y daethoch iddynt',
      why: 'I wybod faint o bobl y mae’r grwpiau’n eu cyrraedd. Nid ydym byth yn mynd ar ôl neb am beidio â dod.',
      who: 'Cydlynydd a hwylusydd eich grŵp.',
      how: 'Gyda’ch enw cyhyd â’r gweddill. Wedi hynny dim ond y niferoedd sy’n aros.',
    },
  ],
  whatWeKeepShort: {
    lede: 'Rydym yn cadw’r hyn a ddywedwch wrthym er mwyn gallu eich croesawu, ac ar gyfer dim arall.',
    points: [
      'Rydym yn cadw beth i’ch galw, sut i gysylltu â chi, a’r hyn rydych wedi dewis ei ddweud wrthym.',
      'Mae cydlynydd a hwylusydd eich grŵp yn ei weld, a phwy bynnag sy’n ffonio i’ch croesawu. Gall gweinyddwyr yr elusen a’i harweinydd diogelu, os oes rhaid iddynt. Neb arall, ac mae pob golwg yn cael ei nodi.',
      'Rydym yn ei gadw tan ddwy flynedd ar ôl i chi adael, neu nes i chi ofyn i ni ei ddileu.',
      'Nid ydym byth yn ei basio ymlaen, nac yn ei ddefnyddio i ofyn am arian nac i ymgyrchu.',
    ],
  },
}
