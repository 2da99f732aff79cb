// Written by tools/intl/main.ts.
// deno-lint-ignore-file prose/plain-words

export const LANGUAGES = `afr|Afrikaans
af|Afrikaans
aka|Akan
ak|Akan
alb|Albanian
als|Albanian
amh|Amharic
am|Amharic
an|Aragonese
ar-001|Modern Standard Arabic
ara|Arabic
arb|Arabic
arg|Aragonese
arm|Armenian
ar|Arabic
asm|Assamese
ast|Asturian
as|Assamese
aym|Aymara
ayr|Aymara
ay|Aymara
aze|Azerbaijani
azj|Azerbaijani
az|Azerbaijani
bam|Bambara
baq|Basque
bel|Belarusian
ben|Bangla
be|Belarusian
bg|Bulgarian
bho|Bhojpuri
bh|Bhojpuri
bih|Bhojpuri
bm|Bambara
bn|Bangla
bos|Bosnian
bre|Breton
br|Breton
bs|Bosnian
bul|Bulgarian
bur|Burmese
cat|Catalan
ca|Catalan
ceb|Cebuano
ces|Czech
chi|Chinese
chr|Cherokee
ckb|Central Kurdish
cls|Sanskrit
cmn|Chinese
cnr|Montenegrin
cos|Corsican
co|Corsican
cs|Czech
cym|Welsh
cy|Welsh
cze|Czech
dan|Danish
da|Danish
de-AT|Austrian German
de-CH|Swiss High German
deu|German
de|German
dgo|Dogri
div|Divehi
doi|Dogri
drh|Mongolian
drw|Dari
dut|Dutch
dv|Divehi
ee|Ewe
ekk|Estonian
ell|Greek
el|Greek
en-AU|Australian English
en-CA|Canadian English
en-GB|British English
en-US|American English
eng|English
en|English
eo|Esperanto
epo|Esperanto
es-419|Latin American Spanish
es-ES|European Spanish
es-MX|Mexican Spanish
est|Estonian
es|Spanish
et|Estonian
eus|Basque
eu|Basque
ewe|Ewe
fa-AF|Dari
fao|Faroese
fas|Persian
fat|Akan
fa|Persian
fil|Filipino
fin|Finnish
fi|Finnish
fo|Faroese
fr-CA|Canadian French
fr-CH|Swiss French
fra|French
fre|French
fry|Western Frisian
fr|French
fy|Western Frisian
gaz|Oromo
ga|Irish
gd|Scottish Gaelic
geo|Georgian
ger|German
gla|Scottish Gaelic
gle|Irish
glg|Galician
gl|Galician
gn|Guarani
gom|Konkani
gre|Greek
grn|Guarani
gug|Guarani
guj|Gujarati
gu|Gujarati
hat|Haitian Creole
hau|Hausa
haw|Hawaiian
ha|Hausa
hbs|Serbian (Latin)
hea|Hmong
heb|Hebrew
he|Hebrew
hi-Latn|Hindi (Latin)
hin|Hindi
hi|Hindi
hmn|Hmong
hrv|Croatian
hr|Croatian
ht|Haitian Creole
hun|Hungarian
hu|Hungarian
hye|Armenian
hy|Armenian
ia|Interlingua
ibo|Igbo
ice|Icelandic
id|Indonesian
ig|Igbo
ilo|Iloko
ina|Interlingua
ind|Indonesian
in|Indonesian
isl|Icelandic
is|Icelandic
ita|Italian
it|Italian
iw|Hebrew
jav|Javanese
jaw|Javanese
ja|Japanese
ji|Yiddish
jpn|Japanese
jv|Javanese
jw|Javanese
kan|Kannada
kat|Georgian
kaz|Kazakh
ka|Georgian
khk|Mongolian
khm|Khmer
kin|Kinyarwanda
kir|Kyrgyz
kk|Kazakh
kmr|Kurdish
km|Khmer
kn|Kannada
kok|Konkani
kor|Korean
ko|Korean
kri|Krio
kur|Kurdish
ku|Kurdish
ky|Kyrgyz
lao|Lao
lat|Latin
lav|Latvian
la|Latin
lb|Luxembourgish
lg|Ganda
lin|Lingala
lit|Lithuanian
ln|Lingala
lo|Lao
ltz|Luxembourgish
lt|Lithuanian
lug|Ganda
lus|Mizo
lvs|Latvian
lv|Latvian
mac|Macedonian
mai|Maithili
mal|Malayalam
mao|Māori
mar|Marathi
may|Malay
mg|Malagasy
mi|Māori
mkd|Macedonian
mk|Macedonian
mlg|Malagasy
mlt|Maltese
ml|Malayalam
mni|Manipuri
mn|Mongolian
mol|Romanian
mon|Mongolian
mo|Romanian
mri|Māori
mr|Marathi
msa|Malay
ms|Malay
mt|Maltese
mya|Burmese
my|Burmese
nb|Norwegian Bokmål
nep|Nepali
ne|Nepali
nl-BE|Flemish
nld|Dutch
nl|Dutch
nno|Norwegian Nynorsk
nn|Norwegian Nynorsk
nob|Norwegian Bokmål
nor|Norwegian
no|Norwegian
npi|Nepali
nso|Northern Sotho
nya|Nyanja
ny|Nyanja
oci|Occitan
oc|Occitan
om|Oromo
ori|Odia
orm|Oromo
ory|Odia
or|Odia
pan|Punjabi
pa|Punjabi
pbu|Pashto
per|Persian
pes|Persian
plt|Malagasy
pl|Polish
pol|Polish
por|Portuguese
prp|Gujarati
prs|Dari
ps|Pashto
pt-BR|Brazilian Portuguese
pt-PT|European Portuguese
pt|Portuguese
pus|Pashto
que|Quechua
quz|Quechua
qu|Quechua
rm|Romansh
ro-MD|Moldavian
roh|Romansh
ron|Romanian
ro|Romanian
rum|Romanian
rus|Russian
ru|Russian
rw|Kinyarwanda
san|Sanskrit
sa|Sanskrit
scc|Serbian
scr|Croatian
sd|Sindhi
sh|Serbian (Latin)
sin|Sinhala
si|Sinhala
sk|Slovak
slk|Slovak
slo|Slovak
slv|Slovenian
sl|Slovenian
smo|Samoan
sm|Samoan
sna|Shona
snd|Sindhi
sn|Shona
som|Somali
sot|Southern Sotho
so|Somali
spa|Spanish
sqi|Albanian
sq|Albanian
srp|Serbian
sr|Serbian
st|Southern Sotho
sun|Sundanese
su|Sundanese
sv|Swedish
sw-CD|Congo Swahili
swa|Swahili
swc|Congo Swahili
swe|Swedish
swh|Swahili
sw|Swahili
tam|Tamil
tat|Tatar
ta|Tamil
tel|Telugu
te|Telugu
tgk|Tajik
tgl|Filipino
tg|Tajik
tha|Thai
th|Thai
tir|Tigrinya
ti|Tigrinya
tk|Turkmen
tl|Filipino
tnf|Dari
tn|Tswana
ton|Tongan
to|Tongan
tr|Turkish
tsn|Tswana
tso|Tsonga
ts|Tsonga
tt|Tatar
tuk|Turkmen
tur|Turkish
twi|Akan
tw|Akan
ug|Uyghur
uig|Uyghur
ukr|Ukrainian
uk|Ukrainian
urd|Urdu
ur|Urdu
uzb|Uzbek
uzn|Uzbek
uz|Uzbek
vie|Vietnamese
vi|Vietnamese
wa|Walloon
wel|Welsh
wln|Walloon
wol|Wolof
wo|Wolof
xho|Xhosa
xh|Xhosa
ydd|Yiddish
yid|Yiddish
yi|Yiddish
yor|Yoruba
yo|Yoruba
yue|Cantonese
zh-Hans|Simplified Chinese
zh-Hant|Traditional Chinese
zho|Chinese
zh|Chinese
zsm|Malay
zul|Zulu
zu|Zulu`;

export const REGIONS = `419|Latin America
AC|Ascension Island
AD|Andorra
AE|United Arab Emirates
AF|Afghanistan
AG|Antigua & Barbuda
AI|Anguilla
AL|Albania
AM|Armenia
AN|Curaçao
AO|Angola
AQ|Antarctica
AR|Argentina
AS|American Samoa
AT|Austria
AU|Australia
AW|Aruba
AX|Åland Islands
AZ|Azerbaijan
BA|Bosnia & Herzegovina
BB|Barbados
BD|Bangladesh
BE|Belgium
BF|Burkina Faso
BG|Bulgaria
BH|Bahrain
BI|Burundi
BJ|Benin
BL|St. Barthélemy
BM|Bermuda
BN|Brunei
BO|Bolivia
BQ|Caribbean Netherlands
BR|Brazil
BS|Bahamas
BT|Bhutan
BU|Myanmar (Burma)
BV|Bouvet Island
BW|Botswana
BY|Belarus
BZ|Belize
CA|Canada
CC|Cocos (Keeling) Islands
CD|Congo - Kinshasa
CF|Central African Republic
CG|Congo - Brazzaville
CH|Switzerland
CI|Côte d’Ivoire
CK|Cook Islands
CL|Chile
CM|Cameroon
CN|China
CO|Colombia
CP|Clipperton Island
CQ|Sark
CR|Costa Rica
CS|Serbia
CU|Cuba
CV|Cape Verde
CW|Curaçao
CX|Christmas Island
CY|Cyprus
CZ|Czechia
DD|Germany
DE|Germany
DG|Diego Garcia
DJ|Djibouti
DK|Denmark
DM|Dominica
DO|Dominican Republic
DY|Benin
DZ|Algeria
EA|Ceuta & Melilla
EC|Ecuador
EE|Estonia
EG|Egypt
EH|Western Sahara
ER|Eritrea
ES|Spain
ET|Ethiopia
EU|European Union
EZ|Eurozone
FI|Finland
FJ|Fiji
FK|Falkland Islands (Islas Malvinas)
FM|Micronesia
FO|Faroe Islands
FR|France
FX|France
GA|Gabon
GB|United Kingdom
GD|Grenada
GE|Georgia
GF|French Guiana
GG|Guernsey
GH|Ghana
GI|Gibraltar
GL|Greenland
GM|Gambia
GN|Guinea
GP|Guadeloupe
GQ|Equatorial Guinea
GR|Greece
GS|South Georgia & South Sandwich Islands
GT|Guatemala
GU|Guam
GW|Guinea-Bissau
GY|Guyana
HK|Hong Kong
HM|Heard & McDonald Islands
HN|Honduras
HR|Croatia
HT|Haiti
HU|Hungary
HV|Burkina Faso
IC|Canary Islands
ID|Indonesia
IE|Ireland
IL|Israel
IM|Isle of Man
IN|India
IO|British Indian Ocean Territory
IQ|Iraq
IR|Iran
IS|Iceland
IT|Italy
JE|Jersey
JM|Jamaica
JO|Jordan
JP|Japan
KE|Kenya
KG|Kyrgyzstan
KH|Cambodia
KI|Kiribati
KM|Comoros
KN|St. Kitts & Nevis
KP|North Korea
KR|South Korea
KW|Kuwait
KY|Cayman Islands
KZ|Kazakhstan
LA|Laos
LB|Lebanon
LC|St. Lucia
LI|Liechtenstein
LK|Sri Lanka
LR|Liberia
LS|Lesotho
LT|Lithuania
LU|Luxembourg
LV|Latvia
LY|Libya
MA|Morocco
MC|Monaco
MD|Moldova
ME|Montenegro
MF|St. Martin
MG|Madagascar
MH|Marshall Islands
MK|North Macedonia
ML|Mali
MM|Myanmar (Burma)
MN|Mongolia
MO|Macao
MP|Northern Mariana Islands
MQ|Martinique
MR|Mauritania
MS|Montserrat
MT|Malta
MU|Mauritius
MV|Maldives
MW|Malawi
MX|Mexico
MY|Malaysia
MZ|Mozambique
NA|Namibia
NC|New Caledonia
NE|Niger
NF|Norfolk Island
NG|Nigeria
NH|Vanuatu
NI|Nicaragua
NL|Netherlands
NO|Norway
NP|Nepal
NR|Nauru
NU|Niue
NZ|New Zealand
OM|Oman
PA|Panama
PE|Peru
PF|French Polynesia
PG|Papua New Guinea
PH|Philippines
PK|Pakistan
PL|Poland
PM|St. Pierre & Miquelon
PN|Pitcairn Islands
PR|Puerto Rico
PS|Palestine
PT|Portugal
PW|Palau
PY|Paraguay
QA|Qatar
QO|Outlying Oceania
RE|Réunion
RH|Zimbabwe
RO|Romania
RS|Serbia
RU|Russia
RW|Rwanda
SA|Saudi Arabia
SB|Solomon Islands
SC|Seychelles
SD|Sudan
SE|Sweden
SG|Singapore
SH|St. Helena
SI|Slovenia
SJ|Svalbard & Jan Mayen
SK|Slovakia
SL|Sierra Leone
SM|San Marino
SN|Senegal
SO|Somalia
SR|Suriname
SS|South Sudan
ST|São Tomé & Príncipe
SU|Russia
SV|El Salvador
SX|Sint Maarten
SY|Syria
SZ|Eswatini
TA|Tristan da Cunha
TC|Turks & Caicos Islands
TD|Chad
TF|French Southern Territories
TG|Togo
TH|Thailand
TJ|Tajikistan
TK|Tokelau
TL|Timor-Leste
TM|Turkmenistan
TN|Tunisia
TO|Tonga
TP|Timor-Leste
TR|Türkiye
TT|Trinidad & Tobago
TV|Tuvalu
TW|Taiwan
TZ|Tanzania
UA|Ukraine
UG|Uganda
UK|United Kingdom
UM|U.S. Outlying Islands
UN|United Nations
US|United States
UY|Uruguay
UZ|Uzbekistan
VA|Vatican City
VC|St. Vincent & Grenadines
VD|Vietnam
VE|Venezuela
VG|British Virgin Islands
VI|U.S. Virgin Islands
VN|Vietnam
VU|Vanuatu
WF|Wallis & Futuna
WS|Samoa
XA|Pseudo-Accents
XB|Pseudo-Bidi
XK|Kosovo
YD|Yemen
YE|Yemen
YT|Mayotte
YU|Serbia
ZA|South Africa
ZM|Zambia
ZR|Congo - Kinshasa
ZW|Zimbabwe
ZZ|Unknown Region`;

export const SCRIPTS = `Adlm|Adlam
Afak|Afaka
Aghb|Caucasian Albanian
Ahom|Ahom
Arab|Arabic
Aran|Nastaliq
Armi|Imperial Aramaic
Armn|Armenian
Avst|Avestan
Bali|Balinese
Bamu|Bamum
Bass|Bassa Vah
Batk|Batak
Beng|Bangla
Bhks|Bhaiksuki
Blis|Blissymbols
Bopo|Bopomofo
Brah|Brahmi
Brai|Braille
Bugi|Buginese
Buhd|Buhid
Cakm|Chakma
Cans|Unified Canadian Aboriginal Syllabics
Cari|Carian
Cham|Cham
Cher|Cherokee
Chrs|Chorasmian
Cirt|Cirth
Copt|Coptic
Cpmn|Cypro-Minoan
Cprt|Cypriot
Cyrl|Cyrillic
Cyrs|Old Church Slavonic Cyrillic
Deva|Devanagari
Diak|Dives Akuru
Dogr|Dogra
Dsrt|Deseret
Dupl|Duployan shorthand
Egyd|Egyptian demotic
Egyh|Egyptian hieratic
Egyp|Egyptian hieroglyphs
Elba|Elbasan
Elym|Elymaic
Ethi|Ethiopic
Gara|Garay
Geok|Georgian Khutsuri
Geor|Georgian
Glag|Glagolitic
Gong|Gunjala Gondi
Gonm|Masaram Gondi
Goth|Gothic
Gran|Grantha
Grek|Greek
Gujr|Gujarati
Gukh|Gurung Khema
Guru|Gurmukhi
Hanb|Han with Bopomofo
Hang|Hangul
Hani|Han
Hano|Hanunoo
Hans|Simplified
Hant|Traditional
Hatr|Hatran
Hebr|Hebrew
Hira|Hiragana
Hluw|Anatolian Hieroglyphs
Hmng|Pahawh Hmong
Hmnp|Nyiakeng Puachue Hmong
Hrkt|Japanese syllabaries
Hung|Old Hungarian
Inds|Indus
Ital|Old Italic
Jamo|Jamo
Java|Javanese
Jpan|Japanese
Jurc|Jurchen
Kali|Kayah Li
Kana|Katakana
Kawi|Kawi
Khar|Kharoshthi
Khmr|Khmer
Khoj|Khojki
Kits|Khitan small script
Knda|Kannada
Kore|Korean
Kpel|Kpelle
Krai|Kirat Rai
Kthi|Kaithi
Lana|Lanna
Laoo|Lao
Latf|Fraktur Latin
Latg|Gaelic Latin
Latn|Latin
Lepc|Lepcha
Limb|Limbu
Lina|Linear A
Linb|Linear B
Lisu|Fraser
Loma|Loma
Lyci|Lycian
Lydi|Lydian
Mahj|Mahajani
Maka|Makasar
Mand|Mandaean
Mani|Manichaean
Marc|Marchen
Maya|Mayan hieroglyphs
Medf|Medefaidrin
Mend|Mende
Merc|Meroitic Cursive
Mero|Meroitic
Mlym|Malayalam
Modi|Modi
Mong|Mongolian
Moon|Moon
Mroo|Mro
Mtei|Meitei Mayek
Mult|Multani
Mymr|Myanmar
Nagm|Nag Mundari
Nand|Nandinagari
Narb|Old North Arabian
Nbat|Nabataean
Newa|Newa
Nkgb|Naxi Geba
Nkoo|N’Ko
Nshu|Nüshu
Ogam|Ogham
Olck|Ol Chiki
Onao|Ol Onal
Orkh|Orkhon
Orya|Odia
Osge|Osage
Osma|Osmanya
Ougr|Old Uyghur
Palm|Palmyrene
Pauc|Pau Cin Hau
Perm|Old Permic
Phag|Phags-pa
Phli|Inscriptional Pahlavi
Phlp|Psalter Pahlavi
Phlv|Book Pahlavi
Phnx|Phoenician
Plrd|Pollard Phonetic
Prti|Inscriptional Parthian
Qaag|Zawgyi
Rjng|Rejang
Rohg|Hanifi
Roro|Rongorongo
Runr|Runic
Samr|Samaritan
Sara|Sarati
Sarb|Old South Arabian
Saur|Saurashtra
Sgnw|SignWriting
Shaw|Shavian
Shrd|Sharada
Sidd|Siddham
Sind|Khudawadi
Sinh|Sinhala
Sogd|Sogdian
Sogo|Old Sogdian
Sora|Sora Sompeng
Soyo|Soyombo
Sund|Sundanese
Sunu|Sunuwar
Sylo|Syloti Nagri
Syrc|Syriac
Syre|Estrangelo Syriac
Syrj|Western Syriac
Syrn|Eastern Syriac
Tagb|Tagbanwa
Takr|Takri
Tale|Tai Le
Talu|New Tai Lue
Taml|Tamil
Tang|Tangut
Tavt|Tai Viet
Telu|Telugu
Teng|Tengwar
Tfng|Tifinagh
Tglg|Tagalog
Thaa|Thaana
Thai|Thai
Tibt|Tibetan
Tirh|Tirhuta
Tnsa|Tangsa
Todr|Todhri
Toto|Toto
Tutg|Tulu-Tigalari
Ugar|Ugaritic
Vaii|Vai
Visp|Visible Speech
Vith|Vithkuqi
Wara|Varang Kshiti
Wcho|Wancho
Wole|Woleai
Xpeo|Old Persian
Xsux|Sumero-Akkadian Cuneiform
Yezi|Yezidi
Yiii|Yi
Zanb|Zanabazar Square
Zinh|Inherited
Zmth|Mathematical Notation
Zsye|Emoji
Zsym|Symbols
Zxxx|Unwritten
Zyyy|Common
Zzzz|Unknown Script`;
