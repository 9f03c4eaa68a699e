"""What people say in the simulated videos: a few lines per language, each spoken in two to five seconds."""

from __future__ import annotations

_EN = """
welcome back to the workshop everybody
today we are going to look at something
that I have wanted to show you for years
so let's start at the very beginning
the first thing you notice is the sound
it is much quieter than you would expect
now watch what happens when I turn this
right there did you see that
we measured it three times to be sure
and every time we got the same answer
which honestly surprised all of us
you don't need expensive tools for this
a sharp knife and a little patience will do
people often ask me why it matters
and the answer is older than you think
in eighteen ninety four a baker in Vienna
wrote a letter to the royal observatory
nobody answered for almost eleven years
but the idea would not go away
here is the part where it gets interesting
the water rises because the air cools down
you can try this at home with a glass
mind the edges they are still hot
I made that mistake so you don't have to
let it rest for about twenty minutes
meanwhile we can prepare the second half
if you look closely at the left corner
there is a tiny crack in the glaze
that crack tells us the whole story
thank you to everyone who wrote to me
the links are all in the description
and I will see you in the next one
"""
_DE = """
herzlich willkommen zurück in der Werkstatt
heute schauen wir uns etwas Besonderes an
das wollte ich euch schon lange zeigen
fangen wir also ganz von vorne an
zuerst fällt einem das Geräusch auf
es ist viel leiser als man erwartet
jetzt passt auf was gleich passiert
genau da habt ihr das gesehen
wir haben es dreimal nachgemessen
und jedes Mal kam dasselbe heraus
das hat uns ehrlich gesagt überrascht
teures Werkzeug braucht man dafür nicht
ein scharfes Messer und etwas Geduld genügen
viele fragen mich warum das wichtig ist
die Antwort ist älter als man denkt
vor über hundert Jahren schrieb ein Bäcker
einen Brief an die Sternwarte in Göttingen
fast elf Jahre lang kam keine Antwort
aber die Idee ließ sich nicht vertreiben
und jetzt wird es wirklich spannend
das Wasser steigt weil die Luft abkühlt
vielen Dank für eure vielen Zuschriften
bis zum nächsten Mal macht es gut
"""
_JA = """
皆さんこんにちはお久しぶりです
今日は特別なものをお見せします
ずっと前から話したかったことです
それでは最初から始めましょう
まず音に注目してください
思ったよりずっと静かですね
ここを回すとどうなるでしょうか
今の見えましたか
念のため三回測りました
何度やっても同じ結果でした
正直に言うと驚きました
高い道具は必要ありません
よく切れる包丁と少しの忍耐だけです
水が上がるのは空気が冷えるからです
二十分ほど休ませてください
最後まで見てくれてありがとう
また次の動画で会いましょう
"""
_ES = """
bienvenidos de nuevo al taller
hoy vamos a ver algo muy especial
que llevo años queriendo enseñaros
empecemos por el principio
lo primero que se nota es el sonido
es mucho más silencioso de lo esperado
fijaos en lo que pasa ahora
lo medimos tres veces para estar seguros
y siempre salió el mismo resultado
no hacen falta herramientas caras
el agua sube porque el aire se enfría
dejadlo reposar unos veinte minutos
¿lo habéis visto justo ahí?
gracias a todos por vuestros mensajes
nos vemos en el próximo vídeo
"""
_FR = """
bienvenue à tous dans l'atelier
aujourd'hui on regarde quelque chose de rare
ça fait des années que j'en parle
commençons par le tout début
on remarque d'abord le bruit
c'est bien plus calme que prévu
regardez ce qui se passe maintenant
on l'a mesuré trois fois
et le résultat est toujours le même
l'eau monte parce que l'air refroidit
laissez reposer une vingtaine de minutes
où est passée la pièce manquante ?
merci à tous ceux qui m'ont écrit
à la prochaine et prenez soin de vous
"""
_PT = """
bem-vindos de volta à oficina
hoje vamos ver uma coisa especial
vamos começar pelo começo
a primeira coisa que se nota é o som
agora vejam o que acontece
medimos três vezes para ter certeza
a água sobe porque o ar esfria
deixe descansar por vinte minutos
não precisa de ferramentas caras
obrigado a todos que escreveram
até o próximo vídeo pessoal
"""
_RU = """
добро пожаловать обратно в мастерскую
сегодня мы посмотрим на нечто особенное
начнём с самого начала
первое что вы заметите это звук
теперь смотрите что произойдёт
мы измерили это три раза
и каждый раз ответ был один и тот же
вода поднимается потому что воздух остывает
оставьте примерно на двадцать минут
спасибо всем кто мне написал
до встречи в следующем видео
"""
_AR = """
أهلا بكم من جديد في الورشة
اليوم سننظر إلى شيء مميز
لنبدأ من البداية تماما
أول ما تلاحظونه هو الصوت
الآن انتبهوا لما سيحدث
قسناها ثلاث مرات للتأكد
وفي كل مرة كانت النتيجة نفسها
يرتفع الماء لأن الهواء يبرد
اتركوه يرتاح عشرين دقيقة
شكرا لكل من كتب لي
إلى اللقاء في الفيديو القادم
"""
_KO = """
작업실에 다시 오신 것을 환영합니다
오늘은 특별한 것을 보여 드리겠습니다
처음부터 시작해 봅시다
먼저 소리에 주목해 주세요
생각보다 훨씬 조용합니다
이제 무슨 일이 일어나는지 보세요
확실히 하려고 세 번 측정했습니다
결과는 매번 같았습니다
이십 분 정도 그대로 두세요
편지를 보내 주신 모든 분께 감사합니다
다음 영상에서 만나요
"""
_HI = """
कार्यशाला में आपका फिर से स्वागत है
आज हम कुछ खास देखने वाले हैं
चलिए शुरुआत से शुरू करते हैं
सबसे पहले आवाज़ पर ध्यान दीजिए
अब देखिए क्या होता है
हमने इसे तीन बार मापा
हर बार वही जवाब मिला
इसे बीस मिनट के लिए छोड़ दीजिए
जिन्होंने लिखा उन सबका धन्यवाद
अगले वीडियो में मिलते हैं
"""

LINES: dict[str, tuple[str, ...]] = {
    code: tuple(text.strip().splitlines())
    for code, text in {
        "en": _EN,
        "de": _DE,
        "ja": _JA,
        "es": _ES,
        "fr": _FR,
        "pt": _PT,
        "ru": _RU,
        "ar": _AR,
        "ko": _KO,
        "hi": _HI,
    }.items()
}

#: Original languages of videos, in the proportions of a mixed collection.
ORIGINAL_LANGUAGES = ("en",) * 9 + ("de",) * 4 + ("ja", "ja", "es", "es", "fr", "pt", "ru", "ar", "ko", "hi")


def words_of(line: str, language: str) -> list[str]:
    """The pieces that appear one by one in automatic captions; joined they give the line again."""
    if language == "ja":
        return [line[start : start + 3] for start in range(0, len(line), 3)]
    first, *others = line.split(" ")
    return [first, *(f" {word}" for word in others)]
