import type { Translation } from '#platform/language.ts'
import type { Words } from './words-how-long.ts'

// To be checked by a speaker.
export const cy: Translation<Words> = {
  language: 'cy',
  title: 'Am ba hyd rydym yn cadw pethau',
  lede: 'Nid oes dim yn cael ei gadw’n hirach nag sydd ei angen arnom. Mae rhaglen yn gwneud hyn bob nos; nid oes rhaid i neb gofio.',
  for: 'Am ba hyd',
  why: 'Pam',
  afterwards: 'Wedyn',
  holdTitle: 'Pan fydd rhaid cadw rhywbeth',
  holdText:
    'O bryd i’w gilydd mae’r gyfraith, llys neu gwyn yn gofyn i ni gadw cofnod yn hirach. Dim ond dau fath o staff a gaiff benderfynu hynny, gyda rheswm, ac mae eich tudalennau eich hun yn dweud hynny.',
  rules: {
    record: {
      kind: 'Eich enw, sut i gysylltu â chi, a’r hyn a ddywedoch wrthym',
      howLong:
        'Dwy flynedd ar ôl i chi adael eich grŵp olaf. Os nad ymunoch ag un erioed, dwy flynedd ar ôl i ni glywed gennych ddiwethaf.',
      why: 'Mae llawer o bobl yn cymryd seibiant pan fyddant yn sâl, ac yn dod yn ôl.',
      afterwards:
        'Caiff popeth ei ddileu, o’r cofnod o newidiadau hefyd. Mae’r ffaith i rywun ddod yn aros yn y niferoedd, heb enw.',
    },
    died: {
      kind: 'Beth a gadwyd gennym am rywun sydd wedi marw',
      howLong: 'Cyhyd ag y bydd ei angen ar eu teulu a’r rhai sy’n rhedeg eu grŵp.',
      why: 'Er mwyn i ddim gael ei anfon drwy gamgymeriad, ac i’r teulu allu gofyn i ni.',
      afterwards: 'Mae dau berson yma’n gofalu ei fod yn cael ei ddileu.',
    },
    family: {
      kind: 'Gyda phwy y cawn siarad yn nheulu rhywun sydd wedi marw, a phwy a enwyd ganddynt ar gyfer argyfwng',
      howLong: 'Dwy flynedd ar ôl i ni glywed am y farwolaeth.',
      why: 'Er mwyn i un person yma allu siarad ag un person yno.',
      afterwards: 'Caiff eu henw a sut i gysylltu â nhw eu dileu.',
    },
    forms: {
      kind: 'Ffurflen a ddechreuwyd ac na orffennwyd',
      howLong: 'Pedwar diwrnod ar ddeg; saith os mai’r botwm yn ein neges yn unig sydd heb ei bwyso.',
      why: 'Er mwyn i chi allu parhau o’r fan lle stopioch.',
      afterwards: 'Caiff ei dileu.',
    },
    messages: {
      kind: 'Geiriau’r negeseuon a’r llythyrau a anfonwyd gennym',
      howLong: 'Dwy flynedd.',
      why: 'Er mwyn gallu dweud beth a ddywedwyd wrthych, a phryd.',
      afterwards: 'Mae eu geiriau a’r cyfeiriad yn mynd. Mae’r ffaith i rywbeth gael ei anfon yn aros.',
    },
    texts: {
      kind: 'Beth a anfonodd rhywun atom mewn neges destun',
      howLong: 'Dwy flynedd.',
      why: 'Er mwyn gallu dweud beth y gofynnoch i ni amdano, a phryd.',
      afterwards:
        'Caiff ei ddileu. Mae’r ffaith i chi ofyn am ddim rhagor o negeseuon testun yn aros gyda’r hyn y cytunoch iddo.',
    },
    walkIns: {
      kind: 'Enw cyntaf rhywun a ddaeth heibio heb ymuno',
      howLong: 'Blwyddyn ar ôl iddynt ddod ddiwethaf.',
      why: 'Er mwyn eu hadnabod pan ddônt eto.',
      afterwards: 'Caiff yr enw ei ddileu.',
    },
    ticks: {
      kind: 'Beth a anfonodd tabled hwylusydd',
      howLong: 'Tri deg diwrnod.',
      why: 'I gywiro tic a anfonwyd ddwywaith neu’n hwyr.',
      afterwards: 'Caiff ei ddileu.',
    },
    links: {
      kind: 'Dolenni i’ch tudalennau eich hun a’r dyfeisiau a’u hagorodd',
      howLong: 'Tri deg diwrnod ar ôl iddynt ddod i ben.',
      why: 'Er mwyn gweld, petai rhywun arall wedi defnyddio un.',
      afterwards: 'Cânt eu dileu.',
    },
    merges: {
      kind: 'Beth a symudwyd pan wnaed dau gofnod o’r un person yn un',
      howLong: 'Tri deg diwrnod.',
      why: 'Er mwyn eu gwahanu eto, petai wedi bod yn gamgymeriad.',
      afterwards: 'Caiff ei ddileu.',
    },
    concerns: {
      kind: 'Beth a ysgrifennodd rhywun yma am eu bod yn poeni am eich diogelwch neu’ch iechyd',
      howLong: 'Chwe blynedd ar ôl iddo gael ei setlo, hyd yn oed os cafodd eich cofnod ei ddileu cyn hynny.',
      why: 'Mae’r gyfraith yn rhoi chwe blynedd i ofyn a wnaethom ofalu am rywun fel y dylem.',
      afterwards:
        'Caiff ei ddileu. Dim ond ein nyrs, ein harweinydd diogelu a’r rhai sy’n arwain eich grŵp sy’n ei ddarllen tan hynny.',
    },
    networks: {
      kind: 'Ffurf gymysg o’r cyfeiriad rhwydwaith sy’n anfon ffurflen',
      howLong: 'Dau ddiwrnod.',
      why: 'Fel na all neb foddi ffurflen.',
      afterwards: 'Caiff ei dileu.',
    },
    log: {
      kind: 'Y cofnod o bwy a edrychodd a beth a newidiwyd',
      howLong: 'Cyhyd â’r cofnod y mae’n sôn amdano.',
      why: 'Er mwyn i chi allu gwybod pwy a edrychodd.',
      afterwards: 'Mae’r hyn oedd yn y meysydd yn mynd gyda’r cofnod. Mae pwy, pryd a pha feysydd yn aros.',
    },
  },
}
