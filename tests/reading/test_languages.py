"""Reports in other languages are told by their words, stored whole and not read for statements; English is read."""

from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture

SAME = {  # one report of ours, in twelve languages
    "en": "The council decided on Monday that the bridge stays closed until the river falls, the mayor said. "
    "Nobody spoke against it, and the repairs are to begin next week.",
    "de": "Der Rat beschloss am Montag, dass die Brücke geschlossen bleibt, bis der Fluss fällt, sagte die "
    "Bürgermeisterin. Niemand sprach dagegen, und die Arbeiten sollen nächste Woche beginnen.",
    "nl": "De raad besloot maandag dat de brug gesloten blijft tot de rivier zakt, zei de burgemeester. "
    "Niemand sprak zich daartegen uit, en de werkzaamheden beginnen volgende week.",
    "fr": "Le conseil a décidé lundi que le pont resterait fermé jusqu'à ce que la rivière baisse, a déclaré "
    "la maire. Personne ne s'y est opposé, et les travaux commenceront la semaine prochaine.",
    "es": "El consejo decidió el lunes que el puente seguirá cerrado hasta que baje el río, dijo la alcaldesa. "
    "Nadie se opuso, y las obras comenzarán la próxima semana.",
    "it": "Il consiglio ha deciso lunedì che il ponte resterà chiuso finché il fiume non scenderà, ha detto la "
    "sindaca. Nessuno si è opposto e i lavori cominceranno la prossima settimana.",
    "pt": "O conselho decidiu na segunda-feira que a ponte continuará fechada até o rio baixar, disse a "
    "presidente da câmara. Ninguém se opôs, e as obras começarão na próxima semana.",
    "pl": "Rada zdecydowała w poniedziałek, że most pozostanie zamknięty, dopóki rzeka nie opadnie, "
    "powiedziała burmistrz. Nikt się nie sprzeciwił, a prace zaczną się w przyszłym tygodniu.",
    "ru": "Совет решил в понедельник, что мост останется закрытым, пока река не спадёт, сказала глава города. "
    "Никто не возражал, и работы начнутся на следующей неделе.",
    "uk": "Рада вирішила в понеділок, що міст залишиться закритим, доки річка не спаде, сказала міська голова. "
    "Ніхто не заперечував, і роботи почнуться наступного тижня.",
    "ar": "قرر المجلس يوم الاثنين أن يبقى الجسر مغلقا حتى ينخفض منسوب النهر، كما قالت رئيسة البلدية. ولم يعترض "
    "أحد على ذلك، وستبدأ الأعمال في الأسبوع المقبل.",
    "zh": "市长说，市议会星期一决定，在河水退去之前，大桥将继续关闭。没有人表示反对，维修工程将于下周开始。",
}


def test_report_in_any_of_twelve_languages_is_told_and_only_the_english_one_is_read() -> None:
    captures = [
        Capture(id=f"c-{code}", content=text.encode(), media_type="text/plain", doc=code, published="2031-03-04")
        for code, text in SAME.items()
    ]
    read = {r.capture.doc: r for r in read_captures(captures, language=load("en"))}
    assert {doc: [r.language for r in reading.reports] for doc, reading in read.items()} == {c: [c] for c in SAME}
    assert [doc for doc, reading in read.items() if any(f.statements for f in reading.findings)] == ["en"]
    kinds = {doc: [n.kind for n in reading.notes] for doc, reading in read.items()}
    assert kinds == {code: [] if code == "en" else ["not-read-for-statements"] for code in SAME}
    assert all(reading.reports[0].text.strip() == SAME[doc] for doc, reading in read.items())
