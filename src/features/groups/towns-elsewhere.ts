/** Towns and cities of Scotland, typed as those of England are; islands go by their own names too. */
export const townsOfScotland = `
Aberdeen|57.15|-2.1|Obar Dheathain
Aberfeldy|56.62|-3.87
Airdrie|55.87|-3.98
Alloa|56.12|-3.79
Annan|54.99|-3.26
Arbroath|56.56|-2.59
Ardrossan|55.65|-4.81
Arran|55.58|-5.15|Brodick,Isle of Arran
Aviemore|57.19|-3.83
Ayr|55.46|-4.63
Ballater|57.05|-3.04
Banchory|57.05|-2.49
Banff|57.67|-2.52
Barra|56.96|-7.49|Castlebay,Isle of Barra
Bathgate|55.9|-3.64
Benbecula|57.44|-7.35|Balivanich
Blairgowrie|56.59|-3.34
Brechin|56.73|-2.66
Buckie|57.68|-2.96
Campbeltown|55.42|-5.61
Clydebank|55.9|-4.4
Coatbridge|55.86|-4.03
Crieff|56.37|-3.84
Cumbernauld|55.95|-3.99
Cupar|56.32|-3.01
Dalkeith|55.89|-3.07
Dingwall|57.6|-4.43
Dornoch|57.88|-4.03
Dumbarton|55.94|-4.57
Dumfries|55.07|-3.61
Dunbar|56.0|-2.52
Dundee|56.46|-2.97|Dun Deagh
Dunfermline|56.07|-3.45
Dunoon|55.95|-4.93
East Kilbride|55.76|-4.18
Edinburgh|55.95|-3.19|Dun Eideann
Elgin|57.65|-3.32
Eyemouth|55.87|-2.09
Falkirk|56.0|-3.78
Forfar|56.64|-2.89
Forres|57.61|-3.61
Fort William|56.82|-5.11
Fraserburgh|57.69|-2.01
Galashiels|55.62|-2.81
Gairloch|57.73|-5.69
Girvan|55.24|-4.86
Glasgow|55.86|-4.25|Glaschu
Glenrothes|56.2|-3.17
Grangemouth|56.01|-3.72
Greenock|55.95|-4.77
Haddington|55.96|-2.78
Hamilton|55.78|-4.04
Hawick|55.42|-2.79
Helensburgh|56.0|-4.73
Huntly|57.45|-2.79
Inveraray|56.23|-5.07
Inverness|57.48|-4.22|Inbhir Nis
Inverurie|57.28|-2.37
Irvine|55.61|-4.67
Islay|55.76|-6.28|Bowmore,Port Ellen,Isle of Islay
Jedburgh|55.48|-2.55
Kelso|55.6|-2.43
Kilmarnock|55.61|-4.5
Kilwinning|55.65|-4.7
Kinross|56.2|-3.42
Kirkcaldy|56.11|-3.16
Kirkcudbright|54.84|-4.05
Kirkintilloch|55.94|-4.15
Kirkwall|58.98|-2.96|Orkney
Kyle of Lochalsh|57.28|-5.71
Lanark|55.67|-3.78
Largs|55.79|-4.87
Leith|55.98|-3.17
Lerwick|60.15|-1.14|Shetland
Livingston|55.88|-3.52
Lochgilphead|56.04|-5.43
Lockerbie|55.12|-3.36
Mallaig|57.0|-5.83
Melrose|55.6|-2.72
Montrose|56.71|-2.47
Motherwell|55.79|-3.99
Mull|56.62|-6.07|Tobermory,Isle of Mull
Musselburgh|55.94|-3.05
Nairn|57.58|-3.87
Newton Stewart|54.96|-4.48
North Berwick|56.06|-2.72
Oban|56.41|-5.47
Paisley|55.85|-4.42
Peebles|55.65|-3.19
Penicuik|55.83|-3.22
Perth|56.4|-3.43|Peairt
Peterhead|57.51|-1.78
Pitlochry|56.7|-3.73
Portree|57.41|-6.19|Skye,Isle of Skye
Rothesay|55.84|-5.06|Bute,Isle of Bute
St Andrews|56.34|-2.8
Selkirk|55.55|-2.84
Stirling|56.12|-3.94|Sruighlea
Stonehaven|56.96|-2.21
Stornoway|58.21|-6.39|Lewis,Isle of Lewis
Stranraer|54.9|-5.03
Stromness|58.96|-3.3
Tarbert/Harris|57.9|-6.8|Harris,Isle of Harris
Tarbert/Argyll|55.86|-5.41
Thurso|58.59|-3.52
Tiree|56.5|-6.88
Troon|55.54|-4.66
Ullapool|57.9|-5.16
Wick|58.44|-3.09
Wishaw|55.77|-3.92
`

/** Towns and cities of Wales, with their names in both languages. */
export const townsOfWales = `
Aberaeron|52.24|-4.26
Aberdare|51.71|-3.45|Aberdâr
Abergavenny|51.82|-3.02|Y Fenni
Aberystwyth|52.41|-4.08
Ammanford|51.79|-3.99|Rhydaman
Amlwch|53.41|-4.35
Bala|52.91|-3.6|Y Bala
Bangor/Gwynedd|53.23|-4.13
Barmouth|52.72|-4.06|Abermaw
Barry|51.4|-3.28|Y Barri
Blackwood|51.67|-3.21|Coed-duon
Blaenau Ffestiniog|52.99|-3.94
Brecon|51.95|-3.39|Aberhonddu
Bridgend|51.5|-3.58|Pen-y-bont ar Ogwr
Builth Wells|52.15|-3.4|Llanfair-ym-Muallt
Caernarfon|53.14|-4.27|Carnarvon
Caerphilly|51.58|-3.22|Caerffili
Cardiff|51.48|-3.18|Caerdydd
Cardigan|52.08|-4.66|Aberteifi
Carmarthen|51.86|-4.31|Caerfyrddin
Chepstow|51.64|-2.67|Cas-gwent
Colwyn Bay|53.3|-3.72|Bae Colwyn
Conwy|53.28|-3.83|Conway
Cwmbran|51.65|-3.02|Cwmbrân
Denbigh|53.18|-3.42|Dinbych
Dolgellau|52.74|-3.89
Ebbw Vale|51.78|-3.2|Glyn Ebwy
Fishguard|51.99|-4.98|Abergwaun
Flint|53.25|-3.13|Y Fflint
Haverfordwest|51.8|-4.97|Hwlffordd
Holyhead|53.31|-4.63|Caergybi
Holywell|53.27|-3.22|Treffynnon
Lampeter|52.11|-4.08|Llanbedr Pont Steffan
Llandrindod Wells|52.24|-3.38|Llandrindod
Llandudno|53.32|-3.83
Llanelli|51.68|-4.16
Llangefni|53.26|-4.31|Anglesey,Ynys Môn
Llangollen|52.97|-3.17
Machynlleth|52.59|-3.85
Maesteg|51.61|-3.66
Merthyr Tydfil|51.75|-3.38|Merthyr,Merthyr Tudful
Milford Haven|51.71|-5.03|Aberdaugleddau
Mold|53.17|-3.14|Yr Wyddgrug
Monmouth|51.81|-2.72|Trefynwy
Neath|51.66|-3.81|Castell-nedd
Newport/South Wales|51.58|-3.0|Casnewydd
Newport/Pembrokeshire|52.02|-4.83|Trefdraeth
Newtown|52.51|-3.31|Y Drenewydd
Pembroke|51.67|-4.91|Penfro
Penarth|51.44|-3.17
Pontypool|51.7|-3.04|Pont-y-pŵl
Pontypridd|51.6|-3.34
Porthcawl|51.48|-3.7
Porthmadog|52.93|-4.13
Port Talbot|51.59|-3.78
Prestatyn|53.34|-3.41
Pwllheli|52.89|-4.42
Rhyl|53.32|-3.49|Y Rhyl
Ruthin|53.11|-3.31|Rhuthun
St Asaph|53.26|-3.44|Llanelwy
St Davids|51.88|-5.27|Tyddewi,St David's
Swansea|51.62|-3.94|Abertawe
Tenby|51.67|-4.7|Dinbych-y-pysgod
Tonypandy|51.62|-3.45
Tredegar|51.77|-3.24
Treorchy|51.66|-3.51|Treorci
Welshpool|52.66|-3.15|Y Trallwng
Wrexham|53.05|-3.0|Wrecsam
`

/** Towns and cities of Northern Ireland. */
export const townsOfNorthernIreland = `
Antrim|54.71|-6.22
Armagh|54.35|-6.65
Ballycastle|55.2|-6.25
Ballyclare|54.75|-6.0
Ballymena|54.86|-6.28
Ballymoney|55.07|-6.51
Ballynahinch|54.4|-5.9
Banbridge|54.35|-6.27
Bangor/County Down|54.66|-5.67
Belfast|54.6|-5.93|Béal Feirste
Carrickfergus|54.72|-5.81
Coleraine|55.13|-6.66
Comber|54.55|-5.75
Cookstown|54.64|-6.75
Craigavon|54.45|-6.39
Derry|54.997|-7.31|Londonderry,Derry/Londonderry,Derry-Londonderry,Doire
Donaghadee|54.64|-5.54
Downpatrick|54.33|-5.72
Dromore|54.42|-6.15
Dungannon|54.5|-6.77
Enniskillen|54.34|-7.63
Holywood|54.64|-5.83
Kilkeel|54.06|-6.0
Larne|54.85|-5.82
Limavady|55.05|-6.95
Lisburn|54.51|-6.04
Lurgan|54.46|-6.33
Magherafelt|54.76|-6.61
Newcastle/County Down|54.21|-5.89
Newry|54.18|-6.34
Newtownabbey|54.66|-5.9
Newtownards|54.59|-5.69
Omagh|54.6|-7.3
Portadown|54.42|-6.44
Portrush|55.2|-6.65
Portstewart|55.18|-6.71
Strabane|54.83|-7.46
Warrenpoint|54.1|-6.25
`

/** Towns of the Crown dependencies, which have postcodes but are not in the UK. */
export const townsOfCrownDependencies = {
  'Isle of Man': `
Castletown|54.07|-4.65
Douglas|54.15|-4.48|Isle of Man
Peel|54.22|-4.69
Port Erin|54.09|-4.75
Ramsey|54.32|-4.38
`,
  Jersey: `
St Helier|49.19|-2.11|Jersey,Channel Islands
`,
  Guernsey: `
St Peter Port|49.46|-2.54|Guernsey,Channel Islands
Alderney|49.71|-2.2|St Anne
Sark|49.43|-2.36
`,
} as const
