"""What a column is taken for: by its heading's words, in any language, and by where it stands; never more than that."""

import pytest

from parsers.errors import RosterError
from parsers.rosters.naming import guessed, naming, numbered, refuse_unknown, understood


def read(header: str) -> str:
    return "|".join(name or "-" for name in naming(header.split("|")))


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Group|Student Name|Parent/Carer 1|Tel 1", "class|child|guardian/1|phone/1"),
        ("Parent 1|Parent 2|Phone 2|Phone 1", "guardian/1|guardian/2|phone/2|phone/1"),
        ("Parent|Phone|Parent|Phone", "guardian/1|phone/1|guardian/2|phone/2"),
        ("Phone|Parent|Phone|Parent", "phone/1|guardian/1|phone/2|guardian/2"),
        ("Guardian|Mobile|Home phone", "guardian/1|phone/1|-"),
        ("Contact 1 name|Contact 1 number|Contact 2 name", "guardian/1|phone/1|guardian/2"),
        ("Father|Mother|Mother’s phone", "guardian/1|guardian/2|phone/2"),
        ("Mum|Dad|Phone", "guardian/1|guardian/2|phone/1"),
        ("Class|Child|Phone 1|Phone 2", "class|child|phone/1|phone/2"),
        ("First parent|Second parent", "first/1|guardian/2"),
        ("Primary contact|Secondary contact|Secondary contact mobile", "guardian/1|guardian/2|phone/2"),
        (
            "Child surname|Child first name|Parent 1 First Name|Parent 1 Surname",
            "child last|child first|first/1|last/1",
        ),
        ("First name|Surname|Parent", "child first|child last|guardian/1"),
        ("Surname|Class|Name|Parent", "child last|class|child first|guardian/1"),
        ("Class|Name|Phone", "class|child|phone/1"),
        ("Family name|No|WhatsApp|Name", "-|-|-|-"),
        ("Child's phone|Pupil nickname|Class", "-|-|class"),
        (
            "studentFirstName|StudentLastName|HomeRoom|ParentName|MobilePhone",
            "child first|child last|class|guardian/1|phone/1",
        ),
    ],
)
def test_headers_of_hand_made_sheets_are_understood(header: str, names: str) -> None:
    assert read(header) == names


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (
            "Forename|Surname|Reg Group|Contact Title|Forename|Surname|Relationship|Priority|Mobile|Court Order",
            "child first|child last|class|-|first/1|last/1|relation/1|-|phone/1|-",
        ),
        (
            "Legal Forename|Preferred Forename|Legal Surname|Reg|Contact Forename|Contact Surname|Contact Mobile",
            "child first|-|child last|class|first/1|last/1|phone/1",
        ),
        (
            "Preferred Forename|Preferred Surname|Year|Reg|Contact Name|Relationship to pupil|Home Tel|Mobile",
            "child first|child last|-|class|guardian/1|relation/1|-|phone/1",
        ),
        (
            "Student Number|Student Name|Grade|Homeroom|Contact Name|Relationship|Phone Type|Phone|Custody",
            "-|child|-|class|guardian/1|relation/1|-|phone/1|-",
        ),
        (
            "Name|Class|Name|Relationship|Phone|Name|Relationship|Phone",
            "child|class|guardian/1|relation/1|phone/1|guardian/2|relation/2|phone/2",
        ),
        ("Pupil Name|Class|Forename|Surname|Mobile", "child|class|first/1|last/1|phone/1"),
    ],
)
def test_where_names_stand_twice_the_first_are_the_pupils_and_the_next_a_contacts(header: str, names: str) -> None:
    assert read(header) == names


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Parent 1|Home phone|Mobile|Parent 2|Home phone|Mobile", "guardian/1|-|phone/1|guardian/2|-|phone/2"),
        ("Mum|Mum's phone|Mum's mobile", "guardian/1|-|phone/1"),
        ("Guardian|Home phone", "guardian/1|phone/1"),
        ("Group|Class|Child", "-|class|child"),
        ("Year group|Child", "class|child"),
        ("Year group|Class|Child", "-|class|child"),
    ],
)
def test_of_two_columns_with_one_meaning_our_own_word_counts_then_a_mobile_then_the_first(
    header: str, names: str
) -> None:
    assert read(header) == names


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (
            "Apellidos|Nombre|Grupo|Tutor 1|Teléfono|Tutor 2|Teléfono|DNI",
            "child last|child first|class|guardian/1|phone/1|guardian/2|phone/2|-",
        ),
        (
            "Primer apellido|Segundo apellido|Nombre|Unidad|Primer tutor|Teléfono primer tutor",
            "child last|-|child first|class|guardian/1|phone/1",
        ),
        (
            "Klasse|Name|Vorname|Geburtsdatum|Mutter Vorname|Mutter Nachname|Handynummer Mutter",
            "class|child last|child first|-|first/1|last/1|phone/1",
        ),
        (
            "Klasa|Imię i nazwisko ucznia|Imię matki|Nazwisko matki|Telefon matki|Telefon ojca|PESEL",
            "class|child|first/1|last/1|phone/1|-|-",
        ),
        ("Nom|Prénom|Classe|Mère|Tél. mère|Adresse", "child last|child first|class|guardian/1|phone/1|-"),
        ("CLASSE|COGNOME|NOME|GENITORE 1|CELLULARE GENITORE 1", "class|child last|child first|guardian/1|phone/1"),
        (
            "Turma|Nome do aluno|Encarregado de educação|Telemóvel|Parentesco|NIF",
            "class|child|guardian/1|phone/1|relation/1|-",
        ),
        (
            "Groep|Roepnaam|Tussenvoegsel|Achternaam|Ouder/verzorger 1|Mobiel 1",
            "class|child first|-|child last|guardian/1|phone/1",
        ),
        (
            "SINIF|Öğrenci Adı Soyadı|Veli Adı Soyadı|Yakınlığı|Cep Telefonu",
            "class|child|guardian/1|relation/1|phone/1",
        ),
        (
            "الصف|اسم الطالب|اسم ولي الأمر|صلة القرابة|رقم الجوال|العنوان",
            "class|child|guardian/1|relation/1|phone/1|-",
        ),
        ("班级|学生姓名|母亲姓名|母亲手机|身份证号", "class|child|guardian/1|phone/1|-"),
        ("班級|學生姓名|家長姓名|聯絡電話", "class|child|guardian/1|phone/1"),
        ("कक्षा|छात्र का नाम|पिता का नाम|माता का नाम|मोबाइल नंबर|पता", "class|child|guardian/1|guardian/2|phone/1|-"),
        ("clase|numero de familias", "class|families"),
    ],
)
def test_headings_of_other_languages_are_understood(header: str, names: str) -> None:
    assert read(header) == names


SENSITIVE = (
    *("Date of birth", "DOB", "Child date of birth", "Address", "Home address", "Postcode", "Parent 1 address"),
    *("Mum's email", "E-mail", "Contact email", "Medical notes", "Child medical", "Court order", "Password", "UPN"),
    *("Parent portal password", "Guardian national insurance no", "SEN", "Pupil SEN status", "Free school meals"),
    *("FSM", "Ethnicity", "Religion", "Mother's maiden name", "Contact notes", "Guardian occupation", "First language"),
    *(
        "Geburtsdatum",
        "Anschrift",
        "Fecha de nacimiento",
        "Dirección",
        "Adresse",
        "Date de naissance",
        "Codice fiscale",
    ),
    *(
        "PESEL",
        "Geboortedatum",
        "Data de nascimento",
        "Morada",
        "TC Kimlik No",
        "تاريخ الميلاد",
        "出生日期",
        "住址",
        "जन्म तिथि",
    ),
)


@pytest.mark.parametrize("heading", SENSITIVE)
def test_what_is_nobodys_business_means_nothing_wherever_it_stands(heading: str) -> None:
    assert read(f"Class|{heading}|Child|Parent|{heading}|Phone") == "class|-|child|guardian/1|-|phone/1"


@pytest.mark.parametrize(
    ("heading", "certain"),
    [
        *((word, True) for word in ("class", "Family", "CHILD", "guardian", "phone", "starts", "Parent 1", "phone 2")),
        *((word, False) for word in ("Form", "Pupil", "Mum", "Mobile", "Parent", "Tel 1", "Clase", "admission date")),
    ],
)
def test_only_our_own_words_are_certain(heading: str, certain: bool) -> None:
    (column,) = understood([heading])
    assert (column.meaning is not None, column.certain) == (True, certain)


def test_headings_that_stand_again_or_are_empty_can_be_told_apart() -> None:
    assert numbered(["Forename", "", "Forename"]) == ("Forename", "(column 2)", "Forename (2)")


def test_what_a_person_says_of_a_heading_counts_and_its_guessed_double_gives_way() -> None:
    header = ["Form", "Class", "Tutor", "Child"]
    assert naming(header) == (None, "class", None, "child")
    chosen = understood(header, {"Form": "class", "Tutor": "guardian/1", "Child": ""})
    assert [(column.meaning, column.certain) for column in chosen] == [
        ("class", True),
        (None, False),
        ("guardian/1", True),
        (None, True),
    ]


def test_what_a_person_says_of_a_heading_that_the_file_does_not_have_changes_nothing() -> None:
    assert naming(["Class", "Child"], {"Form": "class"}) == ("class", "child")


def test_a_meaning_that_is_none_of_ours_or_said_twice_is_refused() -> None:
    refuse_unknown({"A": "class", "B": "", "C": ""}, "ABC", "roster.csv")
    with pytest.raises(RosterError, match=r'"birthday" is no meaning of a column'):
        refuse_unknown({"A": "birthday"}, "A", "roster.csv")
    with pytest.raises(RosterError, match="Two columns are said to be the class"):
        refuse_unknown({"A": "class", "B": "class"}, "AB", "roster.csv")


def test_two_headings_of_one_meaning_are_refused_only_where_both_stand_in_the_file() -> None:
    chosen = {"Form": "class", "Class name": "class", "Forename (2)": "class"}
    for header in (["Form", "Child"], ["Class name", "Child"], ["Child", "Forename"]):
        refuse_unknown(chosen, header, "roster.csv")
    with pytest.raises(RosterError, match="Two columns are said to be the class"):
        refuse_unknown(chosen, ["Forename", "Form", "Forename"], "roster.csv")


def test_a_guess_is_one_for_each_heading() -> None:
    assert guessed([]) == ()
    assert guessed(["", "1", "?"]) == (None, None, None)
