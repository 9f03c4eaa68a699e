"""Titles, channel names and descriptions, with everything in them that breaks careless programs."""

from __future__ import annotations

from simulators.world import dice

_SUBJECTS: dict[str, tuple[str, ...]] = {
    "en": (
        "sourdough", "pendulum clocks", "the Antikythera mechanism", "bicycle frames", "sauerkraut",
        "tide pools", "harpsichords", "dry stone walls", "the Voyager probes", "fountain pens", "lichens",
        "steam engines", "origami", "kelp forests", "typewriters", "volcanic glass", "crystal radios", "bees",
    ),
    "de": ("Brotbacken", "Dampfmaschinen", "Moore", "Fachwerkhäuser", "Süßwasserfische", "Käse"),
    "ja": ("折り紙", "味噌", "鉄道模型", "茶道", "富士山の火山灰", "万年筆"),
    "es": ("el pan de masa madre", "los faros", "la cerámica", "los relojes de sol"),
    "fr": ("le clavecin", "les fromages", "les phares bretons", "la reliure"),
    "pt": ("azulejos", "o café", "os moinhos de vento"),
    "ru": ("самовары", "паровозы", "берёзовая кора"),
    "ar": ("الخط العربي", "القهوة", "النجوم"),
    "ko": ("한지", "김치", "천문대"),
    "hi": ("चाय", "तबला", "पतंग"),
}  # fmt: skip

_FORMS: dict[str, tuple[str, ...]] = {
    "en": (
        "How {s} really works",
        "I spent 100 days with {s} – here's what I learned",
        "{s}: a beginner's guide (2nd edition)",
        "Why nobody talks about {s} anymore…",
        'The "impossible" {s} experiment & its 3 surprises',
        "{s} 🔧🔥 full restoration [4K]",
        "<script>alert('{s}')</script> explained",
        "A < B > C: the logic of {s}",
        "'Quiet' {s} | no talking | ASMR",
        "{s} = 50% luck, 50% skill; 100% fun \\o/",
    ),
    "de": (
        "So funktioniert {s} wirklich",
        "{s} – große Überraschung für Anfänger",
        "Warum „{s}“ niemanden kaltlässt",
        "100 Tage {s} ☕ Größe, Maße, Fußnoten",
    ),
    "ja": ("【完全版】{s}の作り方", "{s}を100日続けた結果…😳", "はじめての{s}「基礎編」"),
    "es": ("¿Cómo funciona {s}?", "¡{s} en 10 minutos! ⏱️"),
    "fr": ("{s} : l'histoire oubliée", "J'ai testé « {s} » pendant un mois"),
    "pt": ("A história d{s} – edição completa", "{s} passo a passo 🇧🇷"),
    "ru": ("Как устроены {s}", "{s} за 10 минут — просто о сложном"),
    "ar": ("كيف تعمل {s} (ABC 123)؟", "قصة {s} كاملة"),
    "ko": ("{s}의 모든 것 ✨", "{s} 처음부터 끝까지"),
    "hi": ("{s} कैसे बनता है?", "{s} की पूरी कहानी 🎬"),
}

_FIRST = (
    "Quiet",
    "Northern",
    "Copper",
    "Slow",
    "Curious",
    "Paper",
    "Salt & Stone",
    "Grandma's",
    "Zwölf",
    "Café",
    "青い",
    "Лунный",
)
_SECOND = (
    "Workshop",
    "Kitchen",
    "Observatory",
    "Garden",
    "Archive",
    "Studio",
    "Bäckerei",
    "研究所",
    "Journal",
    "Lab 🧪",
)


def title(youtube_id: str, language: str) -> str:
    subject = dice.pick(youtube_id, "subject", _SUBJECTS[language])
    text = dice.pick(youtube_id, "title form", _FORMS[language]).format(s=subject)
    part = dice.between(youtube_id, "part", 1, 60)
    return (text[:1].upper() + text[1:] + (f" #{part}" if part <= 30 else ""))[:100]


def subject(youtube_id: str, language: str) -> str:
    return dice.pick(youtube_id, "subject", _SUBJECTS[language])


def channel_name(key: str) -> str:
    return f"{dice.pick(key, 'first', _FIRST)} {dice.pick(key, 'second', _SECOND)}"


def description(youtube_id: str, language: str, channel: str, chapter_lines: list[str]) -> str:
    """Several paragraphs as creators write them; chapter lines stand in the middle. Now and then empty."""
    if not chapter_lines and dice.number(youtube_id, "no description") % 12 == 0:
        return ""
    about = subject(youtube_id, language)
    blocks = [
        f"{title(youtube_id, language)}\n\nEverything about {about}, at 3:15 pm sharp.",
        f"50 % off with code “{channel[:8].upper()}”.",
        "\n".join(chapter_lines),
        f"► More: https://example.org/{youtube_id}?a=1&b=2\n► Support {channel}: https://example.com/support",
        "Music: “Møde ved åen” – CC BY 4.0\n#"
        + "".join(letter for letter in about.lower() if letter.isalnum()),
    ]
    return "\n\n".join(block for block in blocks if block)
