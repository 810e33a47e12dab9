"""What stands in a member list of WhatsApp's beside people: how many there are, that it goes on, badges, buttons.

Each in the languages in which it is known. Words are compared without regard to capitals.
"""

import re
from functools import cache

import polars as pl

from parsers.table import EDGES
from parsers.wording import wordings

# The badge of an admin. One that is also somebody's name ("Admin") counts only on a line of its own.
BADGES = frozenset(
    word.casefold()
    for word in (
        *("Admin", "Group admin", "Group owner", "Community admin", "Community owner", "Group creator"),
        *("Gruppenadmin", "Community-Admin", "Administrator", "Gruppeninhaber"),
        *("Admin. del grupo", "Admin. de grupo", "Admin. del grupo.", "Administrador", "Administrador del grupo"),
        *("Admin du groupe", "Admin de groupe", "Administrateur du groupe"),
        *("Admin do grupo", "Administrador do grupo", "Admin. do grupo"),
        *("Amministratore", "Amministratore gruppo", "Amministratore del gruppo", "Admin gruppo"),
        *("Groepsbeheerder", "Beheerder", "Administrator grupy", "Admin grupy", "Grup yöneticisi", "Yönetici"),
        *("Gruppadmin", "Gruppadministratör", "Gruppeadministrator", "Gruppeadmin", "Ryhmän ylläpitäjä", "Ylläpitäjä"),
        *("Správce skupiny", "Csoportadmin", "Admin grup", "Administrator de grup", "Admin al grupului"),
        *("Διαχειριστής ομάδας", "Διαχειριστής", "Админ группы", "Админ", "Адмін групи", "Адмін", "מנהל קבוצה", "מנהל"),
        *("مشرف المجموعة", "مشرف", "مدیر گروه", "مدیر", "گروپ ایڈمن", "ایڈمن", "ग्रुप एडमिन", "एडमिन"),
        *("গ্রুপ অ্যাডমিন", "অ্যাডমিন", "ગ્રુપ એડમિન", "ਗਰੁੱਪ ਐਡਮਿਨ", "குழு அட்மின்", "గ్రూప్ అడ్మిన్"),
        *(
            "群管理员",
            "群组管理员",
            "管理员",
            "群組管理員",
            "管理員",
            "グループ管理者",
            "管理者",
            "그룹 관리자",
            "관리자",
        ),
        *("Quản trị viên nhóm", "Quản trị viên", "ผู้ดูแลกลุ่ม", "Pentadbir kumpulan"),
    )
)
# What WhatsApp itself writes into "About" until somebody writes something else.
ABOUTS = frozenset(
    word.casefold()
    for word in (
        *("Hey there! I am using WhatsApp.", "Available", "Busy", "At school", "At the movies", "At work"),
        *("Battery about to die", "Can't talk, WhatsApp only", "In a meeting", "At the gym", "Sleeping"),
        *("Urgent calls only", "Loading about…", "Loading about...", "Hi there! I am using WhatsApp."),
        *("Hey there! I'm using WhatsApp.", "I am using WhatsApp.", "Add to group", "Message yourself"),
        *("Hey! Ich benutze WhatsApp.", "Hallo! Ich benutze WhatsApp.", "Verfügbar", "Beschäftigt", "In der Schule"),
        *("¡Hola! Estoy usando WhatsApp.", "¡Hola! Uso WhatsApp.", "Disponible", "Ocupado", "Ocupada", "En el trabajo"),
        *("Salut ! J'utilise WhatsApp.", "Salut! J'utilise WhatsApp.", "Occupé", "Occupée", "Disponible", "À l'école"),
        *("Olá! Eu estou usando o WhatsApp.", "Olá! Estou usando o WhatsApp.", "Olá! Eu uso o WhatsApp.", "Disponível"),
        *("Ciao! Sto usando WhatsApp.", "Ehi! Sto usando WhatsApp.", "Disponibile", "Occupato", "Occupata"),
        *("Hoi! Ik gebruik WhatsApp.", "Hallo! Ik gebruik WhatsApp.", "Beschikbaar", "Bezet"),
        *("Hej! Używam WhatsApp.", "Hej! Używam WhatsAppa.", "Cześć! Używam WhatsApp.", "Dostępny", "Dostępna"),
        *("Zajęty", "Zajęta", "Hey! Ben WhatsApp kullanıyorum.", "Merhaba! WhatsApp kullanıyorum.", "Müsait", "Meşgul"),
        *("Привет! Я использую WhatsApp.", "Всем привет! Я использую WhatsApp.", "Доступен", "Доступна", "Занят"),
        *("مرحبًا! أنا أستخدم واتساب.", "مرحبا! أنا أستخدم واتساب.", "متاح", "مشغول"),
        *("嗨，我正在使用 WhatsApp。", "嘿，我正在使用 WhatsApp。", "您好，我正在使用 WhatsApp。", "有空", "忙碌"),
    )
)

# Headings and buttons of the info screen.
SCREEN = frozenset(
    word.casefold()
    for word in (
        *("Members", "Participants", "Search", "Search members", "Search participants", "Search contacts", "Close"),
        *("Add member", "Add members", "Add participant", "Add participants", "Invite to group", "Group info"),
        *("Invite to group via link", "Invite via link", "View past members", "View past participants", "Past members"),
        *("Past participants", "Pending members", "Pending participants", "Pending requests", "Exit group"),
        *("Leave group", "Report group", "Delete group", "Clear chat", "Group permissions", "Group settings", "Admins"),
        *("Group admins", "Add group description", "Disappearing messages", "Encryption", "Mute notifications"),
        *("Mitglieder", "Teilnehmer", "Mitglieder suchen", "Mitglied hinzufügen", "Mitglieder hinzufügen", "Schließen"),
        *("Über Link einladen", "Mit Link zur Gruppe einladen", "Über Link zur Gruppe einladen", "Gruppe melden"),
        *("Gruppe verlassen", "Ehemalige Mitglieder", "Ehemalige Mitglieder ansehen", "Gruppeninfo"),
        *("Miembros", "Participantes", "Buscar miembros", "Buscar participantes", "Añadir miembro", "Añadir miembros"),
        *("Agregar miembro", "Agregar miembros", "Añadir participante", "Añadir participantes", "Cerrar"),
        *("Invitar al grupo con un enlace", "Invitar al grupo mediante enlace", "Invitar mediante enlace"),
        *("Enlace de invitación al grupo", "Ver miembros anteriores", "Miembros anteriores", "Salir del grupo"),
        *("Reportar grupo", "Info. del grupo"),
        *("Membres", "Rechercher des membres", "Ajouter un membre", "Ajouter des membres", "Ajouter des participants"),
        *("Inviter via un lien", "Inviter dans le groupe via un lien", "Inviter à rejoindre le groupe via un lien"),
        *("Voir les anciens membres", "Anciens membres", "Quitter le groupe", "Signaler le groupe", "Infos du groupe"),
        *("Membros", "Pesquisar membros", "Pesquisar participantes", "Adicionar membro", "Adicionar membros"),
        *("Adicionar participante", "Convidar via link", "Convidar para o grupo via link", "Ver membros anteriores"),
        *("Membros anteriores", "Sair do grupo", "Denunciar grupo", "Dados do grupo"),
        *("Membri", "Partecipanti", "Cerca membri", "Aggiungi membro", "Aggiungi membri", "Aggiungi partecipanti"),
        *("Invita nel gruppo tramite link", "Invita tramite link", "Ex membri", "Esci dal gruppo", "Segnala gruppo"),
        *("Leden", "Deelnemers", "Leden zoeken", "Lid toevoegen", "Leden toevoegen", "Uitnodigen via link"),
        *("Uitnodigen voor groep via link", "Voormalige leden", "Groep verlaten", "Groep rapporteren"),
        *("Członkowie", "Uczestnicy", "Szukaj członków", "Dodaj członka", "Dodaj członków", "Zaproś przez link"),
        *("Zaproś do grupy przez link", "Opuść grupę", "Wyjdź z grupy", "Zgłoś grupę"),
        *("Üyeler", "Üye ekle", "Üye ara", "Bağlantı ile davet et", "Gruptan çık", "Grubu şikayet et"),
        *("Участники", "Добавить участника", "Добавить участников", "Пригласить по ссылке", "Выйти из группы"),
        *("Поиск участников", "Пожаловаться на группу", "الأعضاء", "إضافة عضو", "إضافة أعضاء", "البحث عن أعضاء"),
        *("الدعوة عبر رابط", "مغادرة المجموعة", "الخروج من المجموعة", "الإبلاغ عن المجموعة"),
        *("成员", "添加成员", "搜索成员", "通过链接邀请", "退出群组", "成員", "新增成員", "搜尋成員", "退出群組"),
    )
)

_PEOPLE = (
    "members?|participants?|people|mitglieder|mitglied|teilnehmer|miembros?|participantes?|integrantes?|membres?"
    "|membros?|membri|membro|partecipanti|leden|lid|deelnemers|deelnemer|członków|członkowie|uczestników|uczestnicy"
    "|üye|katılımcı|medlemmar|medlemmer|medlem|deltagare|deltakere|deltagere|jäsentä|osallistujaa|členů|členové"
    "|tag|résztvevő|membrii|μέλη|участников|участника|участник|учасників|учасники|учасник|חברים|משתתפים"
    "|عضوًا|عضوا|عضو|أعضاء|اعضا|सदस्य|সদস্য|সদস্যরা|anggota|peserta|thành viên|สมาชิก"
    "|位?成[员員]|位?参与者|位?參與者|人のメンバー|名のメンバー|멤버|명"
)
_ALL = (
    "view all|see all|show all|view more|show more|alle ansehen|alle anzeigen|ver todos|ver todo|mostrar todos"
    "|voir tout|tout afficher|mostra tutti|vedi tutti|alles weergeven|alle weergeven|bekijk alles|pokaż wszystkich"
    "|wyświetl wszystko|wyświetl wszystkich|tümünü gör|tümünü görüntüle|показать все|посмотреть все|عرض الكل"
    "|查看全部|查看所有|檢視全部"
)
_AND = r"and|und|sowie|y|e|et|en|i|oraz|ve|и|та|й|और|اور|e mais|ja|och|og|a|és|și|και|ו-?|و|以及|还有|還有|和|及|&"
_OTHER = "another|other|weitere|andere|otros|otras|autres|altri|altre|outros|outras|mais|ещё|еще|其他|其餘|另外|另"
_MORE = (
    r"more|others?|other people|other members?|more members?|weiterer?n?|andere[nr]?|weitere mitglieder|más|otros|otras"
    r"|personas más|autres?(?: personnes?| membres?)?|de plus|altri|altre|outros|outras|mais|outras pessoas|anderen?"
    r"|meer|inn(?:e|ych)(?: osoby| osób)?|osób|osoby|więcej|diğer(?: kişi| üye)?|kişi daha|других|ещё|еще|человек"
    r"|інших|другие|آخرون|آخرين|آخرًا|شخصًا آخر|دیگران|نفر دیگر|अन्य"
    r"|人|名|位|位成员|位成員|其他人|andra|andre|muuta|dalších"
)
# Of "and others" without a number; after a word for "and".
_SOME = (
    r"others?|more|many (?:more|others)|the (?:rest|others)|(?:other|more) (?:people|members|participants)|so on"
    r"|(?:viele )?(?:andere|weitere)(?: mitglieder| teilnehmer)?|mehr|otr[oa]s(?: (?:personas|miembros))?|más"
    r"|(?:d['’]\s?)?autres(?: (?:personnes|membres))?|plus|outr[oa]s(?: (?:pessoas|membros))?|mais"
    r"|altr[ie](?: membri)?|andere(?: leden| deelnemers)?|anderen|meer|inni|inne(?: osoby)?|innych|więcej"
    r"|diğerleri|daha fazlası|другие|др\.?|ещё|еще|інші|אחרים|עוד|آخرون|آخرين|المزيد|دیگران|دیگر|अन्य"
    r"|andra|andre|fler|flere|muita|muut|další|ostatní|mások|többen|alții|altele|άλλοι"
)
_ALONE = (
    r"others|weitere|otros|autres|outros|altri|anderen|другие|و?آخرون|وآخرين|etc\.?|usw\.?|u\.\s?a\.|lainnya"
    rf"|{_ALL}"
)
_SOME_IN_CHINESE = r"(?:(?:以及|还有|還有|和|及)\s*)?(?:其他(?:人|成[员員])|更多)|等人?"
# Wordings of "and 23 others"; a number alone is none.
_CUT = (
    rf"(?:(?:{_ALL})\s*[(:]?\s*(?:(?:{_AND})\s*)?\+?(\d+)\s*(?:{_MORE})?\s*\)?"
    rf"|\+\s?(\d{{1,4}})(?:\s*(?:{_MORE}))?"
    rf"|(?:(?:{_AND})\s*)?(?:{_OTHER})\s*(\d+)\s*(?:{_MORE})?"
    rf"|(?:(?:{_AND})\s*)?(\d+)\s*(?:{_MORE}))\s*(?:\.{{3}}|…)?"
)
CUT_OFF = rf"(?i)^(?:(.+?)[\s,،、]+)??{_CUT}$"  # perhaps behind the last name: "Ben and 23 others"
# Wordings of "and others", perhaps behind the last name, or of dots behind it: at least one more, not said how many.
GOES_ON = (
    rf"(?i)^(.*?)(?:(?:^|[\s,،、]+)(?:(?:{_AND})\s+(?:{_SOME})|{_ALONE})\s*(?:\.{{2,}}|…+)?"
    rf"|\s*(?:{_SOME_IN_CHINESE})|\s*(?:\.{{3,}}|…+))$"
)
_COUNT = re.compile(rf"(?i)(?:[^\d,]{{0,40}}[·•:|]\s*)?(\d{{1,4}})\s*(?:{_PEOPLE})(?:\s*[·•|].*)?")
_COUNT_BEHIND = re.compile(rf"(?i)(?:{_PEOPLE})\s*[(:：]\s*(\d{{1,4}})\s*\)?")
_CUT_OFF = re.compile(CUT_OFF)
_GOES_ON = re.compile(GOES_ON)


def head_count(line: str) -> int | None:
    """27 for "27 members", "Group · 27 participants", "Members (27)"; None for anything else."""
    found = _COUNT.fullmatch(line) or _COUNT_BEHIND.fullmatch(line)
    return int(found[1]) if found else None


def cut_off(text: str) -> tuple[str, int | None]:
    """The name before "and 23 others", if any, and the number: None for "and others", 0 if the list does not go on."""
    if found := _CUT_OFF.match(text):
        name, *numbers = found.groups()
        return name or "", next(int(number) for number in numbers if number)
    if found := _GOES_ON.match(text):
        return found[1].strip(EDGES), None
    return text, 0


def unnamed(names: pl.Expr) -> pl.Expr:
    """For each name of a list, how many people an "and 23 others" in it stands for; 0 for a name alone."""
    groups = names.str.strip_chars(EDGES).str.extract_groups(CUT_OFF).struct
    numbers = [groups.field(str(place)).cast(pl.UInt32, strict=False) for place in range(2, 6)]
    return pl.coalesce(*numbers, pl.lit(0, pl.UInt32))


def goes_on(names: pl.Expr) -> pl.Expr:
    """For each name of a list, whether it ends in an "and others" that does not say how many."""
    return (unnamed(names) == 0) & names.str.strip_chars(EDGES).str.contains(GOES_ON)


def named(names: pl.Expr) -> pl.Expr:
    """For each name of a list, the name alone: null where "and 23 others", or a button of the screen, is all."""
    bare = names.str.strip_chars(EDGES)
    name = (
        pl.when(unnamed(names) > 0)
        .then(bare.str.extract_groups(CUT_OFF).struct.field("1"))
        .when(goes_on(names))
        .then(bare.str.extract_groups(GOES_ON).struct.field("1").str.strip_chars(EDGES))
        .otherwise(names)
    )
    return pl.when((name != "") & ~name.str.to_lowercase().is_in(SCREEN)).then(name)


@cache
def pronouns() -> frozenset[str]:
    """How the exporter stands in a list, in every language: You, Du, Tú …"""
    return frozenset(word for wording in wordings() for word in wording.pronouns)
