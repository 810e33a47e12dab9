"""Three invented families as different programs list them: the small files of sample_exports/other_rosters.

`python -m tests.other_rosters` writes them again: the same bytes; of the workbook, the same cells.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import polars as pl
import xlsxwriter

from parsers.columns import Column
from parsers.roster import read_roster, together

FOLDER = Path(__file__).parent.parent / "sample_exports" / "other_rosters"

OFFICE = """\
Bramley Hill Primary School,Pupil contacts,,,,,,,,,,,,
Forename,Surname,DOB,Reg Group,Contact Title,Forename,Surname,Relationship,Priority,Parental Responsibility,Mobile,Email,Court Order,Address
Leo,Okafor,2018-11-02,2B,Mrs,Ana,Okafor,Mother,1,Yes,07700 900123,ana@school.example,,1 Mill Lane
Leo,Okafor,2018-11-02,2B,Mr,Ben,Okafor,Father,2,Yes,07700 900124,ben@school.example,,1 Mill Lane
Zoë,Lund,2019-01-15,2B,Mr,Cy,Lund,Father,1,Yes,+44 7700 900125,cy@school.example,Yes,2 Mill Lane
Zoë,Lund,2019-01-15,2B,Mrs,Dee,Lund,Grandmother,2,No,07700 900126,,,3 Mill Lane
Zoë,Lund,2019-01-15,2B,Ms,Sam,Reed,Social worker,3,No,07700 900130,,,
Mia,Okafor,2020-04-09,1A,Mrs,Ana,Okafor,Mother,1,Yes,07700 900123,ana@school.example,,1 Mill Lane
Mia,Okafor,2020-04-09,1A,Mr,Ben,Okafor,Father,2,Yes,07700 900124,ben@school.example,,1 Mill Lane
Ravi,Patel,2020-06-30,1A,Ms,Priya,Patel,Mother,1,Yes,07700 900127,,,4 Mill Lane
Ravi,Patel,2020-06-30,1A,Mr,Arun,Patel,Father,1,Yes,07700 900128,,,5 Mill Lane
"""  # noqa: E501
FIRST_ROW_ONLY = """\
Student Number,Student Name,DOB,Grade,Homeroom,Contact Name,Relationship,Custody,Phone
1001,"Okafor, Leo",2018-11-02,2,2B,"Okafor, Ana",Mother,Y,07700 900123
,,,,,"Okafor, Ben",Father,Y,07700 900124
1002,"Lund, Zoë",2019-01-15,2,2B,"Lund, Cy",Father,Y,+44 7700 900125
,,,,,"Lund, Dee",Grandmother,N,07700 900126
,,,,,"Reed, Sam",Social worker,N,07700 900130
1003,"Okafor, Mia",2020-04-09,1,1A,"Okafor, Ana",Mother,Y,07700 900123
,,,,,"Okafor, Ben",Father,Y,07700 900124
1004,"Patel, Ravi",2020-06-30,1,1A,"Patel, Priya",Mother,Y,07700 900127
,,,,,"Patel, Arun",Father,Y,07700 900128
"""
SPANISH = """\
Clase;Apellidos;Nombre;Fecha de nacimiento;Madre;Móvil madre;Padre;Móvil padre;Abuela;Dirección
2B;Okafor;Leo;02/11/2018;Ana Okafor;07700 900123;Ben Okafor;07700 900124;;Calle 1
2B;Lund;Zoë;15/01/2019;;;Cy Lund;+44 7700 900125;Dee Lund;Calle 2
1A;Okafor;Mia;09/04/2020;Ana Okafor;07700 900123;Ben Okafor;07700 900124;;Calle 1
1A;Patel;Ravi;30/06/2020;Priya Patel;07700 900127;Arun Patel;07700 900128;;Calle 4
"""
SHEET = (
    ("Families of Bramley Hill", "as of September"),
    ("Class", "Child", "Born", "Parent 1", "Mobile 1", "Parent 2", "Mobile 2"),
    ("2B", "Leo Okafor", "2018-11-02", "Ana Okafor", 7700900123, "Ben Okafor", 447700900124),
    (None, "Zoë Lund", "2019-01-15", "Cy Lund", "+44 7700 900125", None, None),
    ("1A", "Mia Okafor", "2020-04-09", "Ana Okafor", 7700900123, "Ben Okafor", 447700900124),
    (None, "Ravi Patel", "2020-06-30", "Priya Patel", 7700900127, "Arun Patel", 7700900128),
)
CLASSES = """\
sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds
c2b,,,2B,02,,,homeroom,,s1,t1
c1a,,,1A,01,,,homeroom,,s1,t1
m2b,,,Maths 2B,02,,,scheduled,,s1,t1
"""
ENROLLMENTS = """\
sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,c2b,s1,p1,student,,2026-09-02,2027-07-21
e2,,,c2b,s1,p2,student,,2026-09-02,2027-07-21
e3,,,c1a,s1,p3,student,,2026-09-02,2027-07-21
e4,,,c1a,s1,p4,student,,2026-09-02,2027-07-21
e5,,,m2b,s1,p1,student,,2026-09-02,2027-07-21
e6,tobedeleted,,c1a,s1,p1,student,,2026-09-02,2027-07-21
e7,,,c2b,s1,t1,teacher,true,2026-09-02,2027-07-21
"""
SESSIONS = """\
sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
t1,,,2026/27,schoolYear,2026-09-01,2027-07-21,,2027
"""
MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,{}\nfile.users,bulk\n"
USERS_1_1 = """\
sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
p1,,,true,s1,student,leo.o,,Leo,Okafor,,U1,leo@school.example,,,"g1,g2",02,swordfish
p2,,,true,s1,student,zoe.l,,Zoë,Lund,,U2,,,,,02,swordfish
p3,,,true,s1,student,mia.o,,Mia,Okafor,,U3,,,,"g1,g2",01,swordfish
p4,,,true,s1,student,ravi.p,,Ravi,Patel,,U4,,,,"g5,g6,g9",01,swordfish
g1,,,true,s1,parent,ana.o,,Ana,Okafor,,,ana@school.example,07700 900123,,,,swordfish
g2,,,true,s1,parent,ben.o,,Ben,Okafor,,,,07700 900124,,,,swordfish
g3,,,true,s1,guardian,cy.l,,Cy,Lund,,,,,+44 7700 900125,p2,,swordfish
g4,,,true,s1,relative,dee.l,,Dee,Lund,,,,07700 900126,,p2,,swordfish
g5,,,true,s1,parent,priya.p,,Priya,Patel,,,,07700 900127,,,,swordfish
g6,,,true,s1,parent,arun.p,,Arun,Patel,,,,07700 900128,,,,swordfish
g9,tobedeleted,,true,s1,parent,old.p,,Old,Patel,,,,07700 900131,,,,swordfish
t1,,,true,s1,teacher,j.hale,,Jo,Hale,,,jo@school.example,,,,,swordfish
"""
USERS_1_2 = """\
sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier
p1,,,true,leo.o,,Leo,Okafor,,U1,leo@school.example,,,,02,swordfish,
p2,,,true,zoe.l,,Zoë,Lund,,U2,,,,"g3,g4",02,swordfish,
p3,,,true,mia.o,,Mia,Okafor,,U3,,,,,01,swordfish,
p4,,,true,ravi.p,,Ravi,Patel,,U4,,,,,01,swordfish,
g1,,,true,ana.o,,Ana,Okafor,,,ana@school.example,07700 900123,,"p1,p3",,swordfish,
g2,,,true,ben.o,,Ben,Okafor,,,,07700 900124,,"p1,p3",,swordfish,
g3,,,true,cy.l,,Cy,Lund,,,,,+44 7700 900125,,,swordfish,
g4,,,true,dee.l,,Dee,Lund,,,,07700 900126,,,,swordfish,
g5,,,true,priya.p,,Priya,Patel,,,,07700 900127,,,,swordfish,
g6,,,true,arun.p,,Arun,Patel,,,,07700 900128,,,,swordfish,
t1,,,true,j.hale,,Jo,Hale,,,jo@school.example,,,,,swordfish,
"""
RELATIONSHIPS = """\
sourcedId,status,dateLastModified,userSourcedId,agentSourcedId,relationship
r1,,,p4,g5,mother
r2,,,p4,g6,father
"""


class Alone(NamedTuple):
    """What a roster says where no other is used."""

    people: pl.DataFrame
    sizes: pl.DataFrame
    problems: pl.DataFrame
    shape: str
    columns: tuple[Column, ...]
    certain: bool


def alone(data: bytes, file: str, *, region: str | None = None, columns: Mapping[str, str] | None = None) -> Alone:
    read = read_roster(data, file, region=region, columns=columns)
    families = together([read])
    problems = pl.concat([read.problems, families.problems]).sort("line", maintain_order=True)
    return Alone(families.people, families.sizes, problems, read.shape, read.columns, read.certain)


def roles() -> str:
    """roles.csv of OneRoster 1.2."""
    said = {"p": "student", "g": "guardian", "t": "teacher"} | {"g4": "relative"}
    people = [line.partition(",")[0] for line in USERS_1_2.splitlines()[1:]]
    rows = [f"x{one},,,{one},primary,{said.get(one, said[one[0]])},,,s1," for one in people]
    header = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId"  # noqa: E501
    return "\n".join([header, *rows]) + "\n"


def zipped(texts: dict[str, str]) -> bytes:
    """The same bytes whenever it is made."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()


def workbook(sheets: dict[str, tuple[tuple[object, ...], ...]]) -> bytes:
    """Rows of cells by sheet; None: an empty cell."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(at, column, cell)
    return data.getvalue()


def oneroster(version: str) -> dict[str, str]:
    """The files of a OneRoster zip."""
    common = {
        "manifest.csv": MANIFEST.format(version),
        "classes.csv": CLASSES,
        "enrollments.csv": ENROLLMENTS,
        "academicSessions.csv": SESSIONS,
    }
    if version == "1.1":
        return common | {"users.csv": USERS_1_1}
    return common | {"users.csv": USERS_1_2, "roles.csv": roles(), "relationships.csv": RELATIONSHIPS}


def made() -> dict[str, bytes]:
    """Every file of the folder that comes from here."""
    return {
        "office_contacts.csv": b"\xef\xbb\xbf" + OFFICE.replace("\n", "\r\n").encode(),
        "first_row_only.csv": FIRST_ROW_ONLY.encode("utf-16"),
        "spanish.csv": SPANISH.encode("cp1252"),
        "workbook.xlsx": workbook({"About": (("Made by hand",),), "Families": SHEET, "Old": (("2024",),)}),
        "oneroster_1_1.zip": zipped(oneroster("1.1")),
        "oneroster_1_2.zip": zipped({f"export/{name}": text for name, text in oneroster("1.2").items()}),
    }


if __name__ == "__main__":
    for name, content in made().items():
        (FOLDER / name).write_bytes(content)
