"""The 149 languages that YouTube offers to translate captions into."""

from __future__ import annotations

_TEXT = """
ab Abkhazian|aa Afar|af Afrikaans|ak Akan|sq Albanian|am Amharic|ar Arabic|hy Armenian|as Assamese|ay Aymara
az Azerbaijani|bn Bangla|ba Bashkir|eu Basque|be Belarusian|bho Bhojpuri|bs Bosnian|br Breton|bg Bulgarian
my Burmese|ca Catalan|ceb Cebuano|zh-Hans Chinese (Simplified)|zh-Hant Chinese (Traditional)|co Corsican
hr Croatian|cs Czech|da Danish|dv Divehi|nl Dutch|dz Dzongkha|en English|eo Esperanto|et Estonian|ee Ewe
fo Faroese|fj Fijian|fil Filipino|fi Finnish|fr French|gaa Ga|gl Galician|lg Ganda|ka Georgian|de German
el Greek|gn Guarani|gu Gujarati|ht Haitian Creole|ha Hausa|haw Hawaiian|iw Hebrew|hi Hindi|hmn Hmong
hu Hungarian|is Icelandic|ig Igbo|id Indonesian|iu Inuktitut|ga Irish|it Italian|ja Japanese|jv Javanese
kl Kalaallisut|kn Kannada|kk Kazakh|km Khmer|rw Kinyarwanda|ko Korean|kri Krio|ku Kurdish|ky Kyrgyz|lo Lao
la Latin|lv Latvian|ln Lingala|lt Lithuanian|lb Luxembourgish|mk Macedonian|mg Malagasy|ms Malay
ml Malayalam|mt Maltese|gv Manx|mi Māori|mr Marathi|mn Mongolian|ne Nepali|nso Northern Sotho|no Norwegian
ny Nyanja|oc Occitan|or Odia|om Oromo|os Ossetic|ps Pashto|fa Persian|pl Polish|pt Portuguese
pt-PT Portuguese (Portugal)|pa Punjabi|qu Quechua|ro Romanian|rn Rundi|ru Russian|sm Samoan|sg Sango
sa Sanskrit|gd Scottish Gaelic|sr Serbian|sn Shona|sd Sindhi|si Sinhala|sk Slovak|sl Slovenian|so Somali
st Southern Sotho|es Spanish|su Sundanese|sw Swahili|ss Swati|sv Swedish|tg Tajik|ta Tamil|tt Tatar
te Telugu|th Thai|bo Tibetan|ti Tigrinya|to Tongan|ts Tsonga|tn Tswana|tum Tumbuka|tr Turkish|tk Turkmen
uk Ukrainian|ur Urdu|ug Uyghur|uz Uzbek|ve Venda|vi Vietnamese|war Waray|cy Welsh|fy Western Frisian
wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|zu Zulu
"""

#: Code → English name, in YouTube's order.
TRANSLATION_LANGUAGES: dict[str, str] = {
    code: name
    for code, _, name in (
        part.strip().partition(" ")
        for line in _TEXT.strip().splitlines()
        for part in line.split("|")
        if part.strip()
    )
}


def english_name(code: str) -> str:
    return TRANSLATION_LANGUAGES.get(code, code)
