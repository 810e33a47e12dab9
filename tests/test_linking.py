"""Names of many cultures, as groups show them, against the roster: right, or to be asked about, never wrong."""

import polars as pl
import pytest

from dashboard import people
from parsers import schema

NO_DECISIONS = schema.empty(schema.DECISIONS)


def roster_of(*rows: tuple[str, str, str | None]) -> pl.DataFrame:
    """family, child, guardian in class 2B."""
    return (
        pl.DataFrame(rows, schema=["family", "child", "guardian"], orient="row")
        .with_columns(pl.lit("2B").alias("class"), standing=pl.lit("current"), role=pl.lit("guardian"))
        .pipe(schema.conform, schema.ROSTER)
    )


def group_of(*senders: str, class_: str | None = "2B") -> pl.DataFrame:
    return pl.DataFrame({"chat": "Group", "sender": senders, "class": class_}, schema_overrides={"class": pl.String})


def family_of(sender: str, roster: pl.DataFrame) -> str | None:
    """Whom the sender is linked to; None where nobody, in brackets where a person is to be asked."""
    family, how, candidates = (
        people.link(group_of(sender), roster, NO_DECISIONS).select("family", "how", "candidates").row(0)
    )
    return f"({', '.join(candidates)})" if how == "none" and candidates else family


BRITISH = roster_of(
    ("Hughes", "Mia Hughes", "Elizabeth Hughes"),
    ("Hughes", "Mia Hughes", "Robert Hughes"),
    ("O'Brien", "Finn O'Brien", "Siobhan O'Brien"),
    ("Carter", "Jack Carter", "Katherine Carter-Jones"),
    ("Smith", "Ava Smith", "Thomas Smith"),
    ("Smythe", "Isla Smythe", "Fiona Smythe"),
    ("Patel-Reid", "Noah Reid", "Joanna Patel"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("Liz Hughes", "Hughes"),
        ("Liz H", "Hughes"),
        ("Lizzie", "Hughes"),
        ("Bob H.", "Hughes"),
        ("R Hughes", "Hughes"),
        ("Mrs Hughes", "Hughes"),
        ("The Hughes Family", "Hughes"),
        ("Siobhan OBrien", "O'Brien"),
        ("Kate Carter", "Carter"),
        ("Kate Jones 2B", "Carter"),
        ("Hughes, Elizabeth", "Hughes"),
        ("Tom Smith 🚲", "Smith"),
        ("Thomas Smyth", "Smith"),
        ("Joanna Reid", "Patel-Reid"),
        ("Jo Patel", "Patel-Reid"),
        ("Liz Hughes 07700 900123", "Hughes"),
        ("Liz (Mia)", "Hughes"),
        ("Gemma Wilson", None),
        ("Elizabeth Jones", "(Hughes, Carter)"),
        ("Fiona (childminder)", None),
        ("Nana Fiona", None),
        ("Fiona Baker", "(Smythe)"),
        ("Liz Mia mum", "Hughes"),
    ],
)
def test_british_names(sender, family):
    assert family_of(sender, BRITISH) == family


SPANISH = roster_of(
    ("Ruiz", "Leo Ruiz García", "José Ruiz Molina"),
    ("Ruiz", "Leo Ruiz García", "María Dolores García López"),
    ("Soto", "Iker Soto Vega", "Francisco Soto Pérez"),
    ("Soto", "Iker Soto Vega", "Pilar Vega Cano"),
    ("Gil", "Noa de la Fuente Gil", "Ignacio de la Fuente Ros"),
    ("Gil", "Noa de la Fuente Gil", "Ana Gil Mora"),
    ("Lara", "Eva Lara Ibáñez", "Juan José Lara Díaz"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("Pepe Ruiz", "Ruiz"),
        ("Lola García", "Ruiz"),
        ("M Dolores Garcia Lopez", "Ruiz"),
        ("Paco Soto", "Soto"),
        ("Pilar Cano", "Soto"),
        ("Pili V.", "Soto"),
        ("Nacho de la Fuente", "Gil"),
        ("Nacho", "Gil"),
        ("Juanjo Lara", "Lara"),
        ("Ana Gil", "Gil"),
        ("Mamá de Noa", "Gil"),
        ("Papá Iker 2B", "Soto"),
        ("Familia Lara", "Lara"),
        ("Ana", "Gil"),
        ("Lucía Herrero", None),
    ],
)
def test_spanish_names(sender, family):
    assert family_of(sender, SPANISH) == family


GERMAN = roster_of(
    ("Müller", "Lina Müller", "Jürgen Müller"),
    ("Müller", "Lina Müller", "Steffi Groß"),
    ("Köhler", "Emil Köhler", "Katharina Köhler"),
    ("Weiß", "Jonas Weiß", "Anton Weiß"),
    ("Schäfer", "Mia Schäfer", "Ursula Schäfer"),
    ("von Berg", "Paul von Berg", "Hans-Peter von Berg"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("Juergen Mueller", "Müller"),
        ("Jürgen M.", "Müller"),
        ("Stefanie Gross", "Müller"),
        ("Kathi Köhler", "Köhler"),
        ("Frau Koehler", "Köhler"),
        ("Toni Weiss", "Weiß"),
        ("Uschi", "Schäfer"),
        ("Hanspeter Berg", "von Berg"),
        ("Familie Schaefer", "Schäfer"),
        ("Mama von Emil", "Köhler"),
        ("Emils Mama", "Köhler"),
        ("Papa v. Lina", "Müller"),
        ("Mama Jonas", "Weiß"),
        ("Jürgen Klein", "(Müller)"),
    ],
)
def test_german_names(sender, family):
    assert family_of(sender, GERMAN) == family


POLISH = roster_of(
    ("Wójcik", "Zosia Wójcik", "Katarzyna Wójcik"),
    ("Lewandowski", "Leon Lewandowski", "Małgorzata Lewandowska"),
    ("Lewandowski", "Leon Lewandowski", "Łukasz Lewandowski"),
    ("Zając", "Antek Zając", "Michał Zając"),
    ("Nowak", "Maja Nowak", "Krzysztof Nowak"),
    ("Kowalski", "Zuzia Kowalska", "Piotr Kowalski"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("Kasia Wojcik", "Wójcik"),
        ("Kaśka", "Wójcik"),
        ("Gosia Lewandowska", "Lewandowski"),
        ("Lukasz L", "Lewandowski"),
        ("Michal Zajac", "Zając"),
        ("Krzysiek", "Nowak"),
        ("Ewa Kowalska", "(Kowalski)"),
        ("Mama Zosi", "Wójcik"),
        ("tata Leona", "Lewandowski"),
        ("Mama Antka", "Zając"),
        ("mama Mai", "Nowak"),
        ("Mama Zuzi 2B", "Kowalski"),
        ("Pani Nowak", "Nowak"),
    ],
)
def test_polish_names(sender, family):
    assert family_of(sender, POLISH) == family


ARABIC = roster_of(
    ("Al-Hassan", "Layan Al-Hassan", "Mohammed Al-Hassan"),
    ("Al-Hassan", "Layan Al-Hassan", "Fatima Saleh"),
    ("Haddad", "Omar Haddad", "Mahmoud Haddad"),
    ("Mansour", "Yusuf Mansour", "Abdul Rahman Mansour"),
    ("Khalil", "Sara Khalil", "Noor Khalil"),
    ("Nasser", "Adam Nasser", "Hussein Nasser"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("محمد الحسن", "Al-Hassan"),
        ("Muhammad Alhassan", "Al-Hassan"),
        ("Mohamad Hasan", "Al-Hassan"),
        ("Fatma Saleh", "Al-Hassan"),
        ("فاطمة صالح", "Al-Hassan"),
        ("محمود حداد", "Haddad"),
        ("Abdulrahman Mansour", "Mansour"),
        ("عبد الرحمن منصور", "Mansour"),
        ("Nour K", "Khalil"),
        ("نور خليل", "Khalil"),
        ("Hussain Naser", "Nasser"),
        ("Um Layan", "Al-Hassan"),
        ("أم يوسف", "Mansour"),
        ("ام ليان", "Al-Hassan"),
        ("Abu Omar", "Haddad"),
    ],
)
def test_arabic_names(sender, family):
    assert family_of(sender, ARABIC) == family


CHINESE = roster_of(
    ("Wang", "Wang Xiaoming", "Wang Wei"),
    ("Wang", "Wang Xiaoming", "Li Na"),
    ("Zhang", "Zhang Yue", "Zhang Jianguo"),
    ("Chen", "Chen Haoran", "Chen Mei Ling"),
    ("Ouyang", "Ouyang Rui", "Ouyang Lan"),
    ("Wong", "Wong Ka Yan", "Wong Siu Fong"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("王伟", "Wang"),
        ("Wei Wang", "Wang"),
        ("李娜", "Wang"),
        ("张建国", "Zhang"),
        ("Jianguo Cheung", "Zhang"),
        ("Meiling Chen", "Chen"),
        ("陈美玲", "Chen"),
        ("欧阳兰", "Ouyang"),
        ("小明妈妈", "Wang"),
        ("小明的爸爸", "Wang"),
        ("浩然爸爸", "Chen"),
        ("Xiaoming mama", "Wang"),
        ("Siu Fong Wong", "Wong"),
    ],
)
def test_chinese_names(sender, family):
    assert family_of(sender, CHINESE) == family


SOUTH_ASIAN = roster_of(
    ("Sharma", "Aarav Sharma", "Rahul Sharma"),
    ("Sharma", "Aarav Sharma", "Sunita Sharma"),
    ("Singh", "Arjan Singh", "Gurpreet Kaur"),
    ("Singh G", "Simran Kaur", "Harpreet Singh"),
    ("Krishnan", "Meera Krishnan", "R. Krishnan"),
    ("Chowdhury", "Anik Chowdhury", "Farhana Chowdhury"),
    ("Agarwal", "Diya Agarwal", "Deepak Agarwal"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("राहुल शर्मा", "Sharma"),
        ("Suneeta Sarma", "Sharma"),
        ("ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "Singh"),
        ("Harprit Singh", "Singh G"),
        ("Ravi Krishnan", "Krishnan"),
        ("Farhana Choudhury", "Chowdhury"),
        ("Dipak Aggarwal", "Agarwal"),
        ("Aarav ki mummy", "Sharma"),
        ("Diya ke papa", "Agarwal"),
        ("Meera's Amma Krishnan", "(Krishnan)"),
        ("Singh", "(Singh G)"),
    ],
)
def test_south_asian_names(sender, family):
    assert family_of(sender, SOUTH_ASIAN) == family


TWO_LEOS = roster_of(
    ("Ruiz", "Leo Ruiz", "Ana Ruiz"),
    ("Ruiz", "Leo Ruiz", "Tom Ruiz"),
    ("Grey", "Leo Grey", "Mary Grey"),
    ("Hill", "Franciszek Hill", "Ewa Hill"),
    ("Moss", "Gregory Moss", "Ines Moss"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("Leo's mum", "(Grey, Ruiz)"),
        ("Ana (Leo 2B)", "Ruiz"),
        ("Ana Leo mum", "Ruiz"),
        ("Mary Mum of Leo", "Grey"),
        ("Leo dad Tom", "Ruiz"),  # the child may stand before the parent, and the first name behind
        ("Franciszek tata Gregory", "(Hill, Moss)"),
        ("Zoe (Leo 2B)", "(Grey, Ruiz)"),
        ("mama Franka", "Hill"),  # Franek's, who is Franciszek
    ],
)
def test_of_two_children_of_one_name_the_parent_s_first_name_tells_whose_is_meant(sender, family):
    assert family_of(sender, TWO_LEOS) == family


def test_a_parent_s_first_name_beside_the_child_s_tells_the_guardian():
    assert people.link(group_of("Leo dad Tom"), TWO_LEOS, NO_DECISIONS)["guardian"].to_list() == ["Tom Ruiz"]


def test_a_child_who_is_only_nearly_called_so_is_not_meant_beside_another_guardian_s_first_name():
    assert family_of("mama Franka Ines", TWO_LEOS) != "Hill"
