"""Who patients are, in the embedded store: every row of it can be erased."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from station.adapters.stores.rows import Row
from station.adapters.stores.sql import Sql
from station.codecs.stored import instant
from station.domain import birth_date
from station.domain.alike import Namesake
from station.domain.person import Identifier, Person, folded
from station.ports.people import Former, Identities

_LINKED = "SELECT * FROM person WHERE patient = ?"


def present_key(patient: str) -> str:
    """SQL: the key that a patient's, named by an expression, is now, after any number of merges."""
    return (
        f"(WITH RECURSIVE up(key, step) AS (SELECT {patient}, 0 UNION ALL "  # noqa: S608 - our names
        "SELECT alias_of, step + 1 FROM person JOIN up ON person.patient = up.key "
        "WHERE alias_of IS NOT NULL) SELECT key FROM up ORDER BY step DESC LIMIT 1)"
    )


class SqlitePeople:
    """Implements ``ports.people.People``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep(self, identities: Identities) -> None:
        """Within the transaction of a record."""
        corrected = {one.patient for one in identities.former if one.why == "corrected"}
        for key, person in identities.people.items():
            self._keep_person(key, person, corrects=key in corrected)
        for former in identities.former:
            self._sql.insert("former", _former_row(former))
        for key, target in identities.merged.items():
            self._sql.execute("UPDATE person SET alias_of = ? WHERE patient = ?", (target, key))
        for key in identities.unmerged:
            self._sql.execute(
                "DELETE FROM former WHERE why = 'merged' "
                "AND patient_id = (SELECT patient_id FROM person WHERE patient = ?)",
                (key,),
            )
            self._sql.execute("UPDATE person SET alias_of = NULL WHERE patient = ?", (key,))

    def _keep_person(self, key: str, person: Person, *, corrects: bool) -> None:
        """Somebody new, with new numbers, or corrected: nothing else changes what one is called."""
        row = {
            "patient": key,
            "patient_id": person.patient_id,
            "family": person.family,
            "given": person.given,
            "birth_date": str(person.birth_date),
            "family_folded": folded(person.family),
            "corrects": int(corrects),
        }
        self._sql.execute(
            "INSERT INTO person (patient, patient_id, family, given, birth_date, family_folded) "
            "VALUES (:patient, :patient_id, :family, :given, :birth_date, :family_folded) "
            "ON CONFLICT (patient) DO UPDATE SET family = :family, given = :given, "
            "birth_date = :birth_date, family_folded = :family_folded WHERE :corrects",
            row,
        )
        known = self._sql.rows("SELECT value FROM person_id WHERE patient = ?", (key,))
        here = {row["value"] for row in known}
        for one in (Identifier(person.patient_id), *person.ids):
            if one.value not in here:  # what another import has added meanwhile stays
                self._sql.insert("person_id", {**vars(one), "patient": key})

    def find(self, value: str) -> tuple[str, Person] | None:
        """The key and identity of who has this number, a merged one's successor."""
        own = self._row(value)
        row = self._sql.one(_LINKED, (own["now"],)) if own else None
        return (row["patient"], self._person(row)) if row else None

    def own(self, value: str) -> tuple[str, Person, str] | None:
        """Who was given this number, and the key that this one is now."""
        row = self._row(value)
        return (row["patient"], self._person(row), row["now"]) if row else None

    def merged_into(self, key: str) -> tuple[str, ...]:
        """Whoever was merged into a patient, at any remove."""
        found = self._sql.rows(
            "WITH RECURSIVE down(key) AS (SELECT ? UNION SELECT patient FROM person "
            "JOIN down ON person.alias_of = down.key) "
            "SELECT patient FROM person JOIN down ON person.patient = down.key "
            "WHERE patient != ? ORDER BY person.rowid",
            (key, key),
        )
        return tuple(row["patient"] for row in found)

    def identity(self, key: str) -> Person | None:
        """The identity behind a key."""
        row = self._sql.one(_LINKED, (key,))
        return self._person(row) if row else None

    def former(self, key: str) -> tuple[Former, ...]:
        """What a patient was before, and who was merged into it, oldest first."""
        found = self._sql.rows(
            f"SELECT * FROM former WHERE {present_key('former.patient')} = ? "  # noqa: S608 - our names
            "ORDER BY until, rowid",
            (key,),
        )
        return tuple(map(_former_from, found))

    def orders_of(self, key: str) -> tuple[str, ...]:
        """The orders that came for a patient or whoever was merged into it, oldest first."""
        of = (key, *self.merged_into(key))
        found = self._sql.rows(
            f'SELECT "order" FROM ordered WHERE patient IN ({", ".join("?" * len(of))}) '  # noqa: S608 - our names
            "ORDER BY imported_at, rowid",
            of,
        )
        return tuple(row["order"] for row in found)

    def namesakes(self, person: Person) -> tuple[Namesake, ...]:
        """Everybody else with the family name; who was merged is nobody else."""
        rows = self._sql.rows(
            "SELECT person.*, max(coalesce((SELECT max(imported_at) FROM ordered "
            "WHERE ordered.patient = person.patient), ''), coalesce((SELECT max(opened_at) "
            "FROM procedure WHERE procedure.patient = person.patient), '')) AS seen "
            "FROM person WHERE family_folded = ? AND patient_id != ? AND alias_of IS NULL "
            "ORDER BY given, patient_id",
            (folded(person.family), person.patient_id),
        )
        return tuple(
            Namesake(
                row["patient"],
                self._person(row),
                datetime.fromisoformat(row["seen"]) if row["seen"] else None,
            )
            for row in rows
        )

    def _row(self, value: str) -> Row | None:
        return self._sql.one(
            f"SELECT person.*, {present_key('person.patient')} AS now "  # noqa: S608 - our names
            "FROM person_id JOIN person USING (patient) WHERE value = ?",
            (value,),
        )

    def _person(self, row: Mapping[str, Any]) -> Person:
        ids = self._sql.rows(
            "SELECT value, authority, type FROM person_id WHERE patient = ? AND value != ? "
            "ORDER BY rowid",
            (row["patient"], row["patient_id"]),
        )
        return _identity(row, tuple(Identifier(**one) for one in ids))


def _identity(row: Mapping[str, Any], ids: tuple[Identifier, ...] = ()) -> Person:
    born = birth_date.read(row["birth_date"])
    return Person(row["patient_id"], row["family"], row["given"], born, ids)


def _former_row(former: Former) -> Row:
    return {
        "former": former.key,
        "patient": former.patient,
        "patient_id": former.person.patient_id,
        "family": former.person.family,
        "given": former.person.given,
        "birth_date": str(former.person.birth_date),
        "until": instant(former.until),
        "why": former.why,
        "reason": former.reason,
    }


def _former_from(row: Mapping[str, Any]) -> Former:
    until = datetime.fromisoformat(row["until"])
    return Former(row["former"], row["patient"], _identity(row), until, row["why"], row["reason"])
