"""Derives the division tables in ledger/reference/divisions from the editions kept beside them.

Run it again after an edition is added: `python scripts/build_divisions.py`. It writes
`divisions.csv` (one row a code and name with its validity) and `successions.csv` (who became
part of whom). A code that vanished is matched to one that appeared in the same edition, in the
same prefecture or province, with the same name stem; what that leaves open is decided by
`successions_by_hand.csv`, row by row, with its basis.
"""

import csv
import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "ledger" / "reference" / "divisions"
EDITIONS = {
    "201512": "2015-12-31",
    "201612": "2016-12-31",
    "201712": "2017-12-31",
    "202306": "2023-06-30",
}
#: Months in which a code was first seen, where rules b.1.3 knows more than our editions.
FIRST_SEEN = {
    "130708": "2016-09-30",
    "130709": "2016-09-30",
    "130881": "2017-05-31",
    "130505": "2020-12-31",
    "130506": "2020-12-31",
}
SUFFIX = re.compile(r"(各族|[一-龥]{1,8}族)*(自治县|自治旗|特区|林区|县|区|市|旗)$")
CENTRAL = "000000"


@dataclass
class Division:
    """One place through time: the codes and names it has had."""

    division_id: str
    level: str
    names: list[dict[str, str]] = field(default_factory=list)


def stem(name: str) -> str:
    """The part of a name that survives when a county becomes a district or a city."""
    return SUFFIX.sub("", name) or name


def level_of(code: str) -> str:
    """The level that a six-digit code's zeros show."""
    if code == CENTRAL:
        return "central"
    if code.endswith("0000"):
        return "province"
    # Dongguan, Zhongshan, Danzhou and Jiayuguan have no counties: their own code is the lowest.
    return "city" if code.endswith("00") else "county"


def parent_of(code: str, known: set[str]) -> str:
    """The code above, by position; the province where there is no prefecture."""
    if code.endswith("0000"):
        return CENTRAL
    prefecture = code[:4] + "00"
    return prefecture if code != prefecture and prefecture in known else code[:2] + "0000"


def read_editions() -> dict[str, dict[str, str]]:
    """Code to name, an edition at a time; the 2023 list has no provinces and cities of its own."""
    found: dict[str, dict[str, str]] = {}
    for edition in ("201512", "201612", "201712"):
        with (HERE / "editions" / f"gb_{edition}.tsv").open(encoding="utf-8") as file:
            found[edition] = {
                row["Code"]: row["Name"] for row in csv.DictReader(file, delimiter="\t")
            }
    with (HERE / "editions" / "areas2023.csv").open(encoding="utf-8") as file:
        counties = {row["code"]: row["name"] for row in csv.DictReader(file)}
    above = {code: name for code, name in found["201712"].items() if code.endswith("00")}
    found["202306"] = above | counties
    return found


def match_vanished(
    before: dict[str, str], after: dict[str, str], by_hand: dict[str, tuple[str, str, str]]
) -> dict[str, tuple[str, str, str]]:
    """Vanished code to (successor, kind, basis) between two editions."""
    vanished = set(before) - set(after)
    appeared = {code for code in set(after) - set(before) if not re.match(r"\d{4}7\d", code)}
    matches: dict[str, tuple[str, str, str]] = {}
    for code in sorted(vanished):
        for digits in (4, 2):
            same = [
                new
                for new in appeared
                if new[:digits] == code[:digits] and stem(after[new]) == stem(before[code])
            ]
            if len(same) == 1:
                matches[code] = (same[0], "recoded", "same name stem, same edition")
                break
        if code not in matches and code in by_hand:
            matches[code] = by_hand[code]
    return matches


def main() -> None:
    """Writes divisions.csv and successions.csv beside the editions."""
    editions = read_editions()
    labels = list(EDITIONS)
    with (HERE / "successions_by_hand.csv").open(encoding="utf-8") as file:
        by_hand = {
            row["predecessor"]: (row["successor"], row["kind"], row["basis"])
            for row in csv.DictReader(file)
        }
    identity: dict[str, str] = {}
    successions: list[dict[str, str]] = []
    for earlier, later in pairwise(labels):
        matches = match_vanished(editions[earlier], editions[later], by_hand)
        # Who is whom first: a place may merge into one that is recoded in the same edition.
        for code, (successor, kind, _) in matches.items():
            if kind == "recoded":
                identity[successor] = identity.get(code, code)
        for code, (successor, kind, basis) in matches.items():
            successions.append(
                {
                    "predecessor_id": identity.get(code, code),
                    "successor_id": identity.get(successor, successor),
                    "predecessor_code": code,
                    "successor_code": successor,
                    "kind": kind,
                    "by_edition": later,
                    "basis": basis,
                }
            )
    known = {code for edition in editions.values() for code in edition}
    ends = {
        row["predecessor_code"]: FIRST_SEEN[row["successor_code"]]
        for row in successions
        if row["successor_code"] in FIRST_SEEN
    }
    rows = [division_row(CENTRAL, "中央", labels, labels, CENTRAL) | {"parent_code": ""}]
    for code in sorted(known):
        held = [label for label in labels if code in editions[label]]
        for name in dict.fromkeys(editions[label][code] for label in held):
            named = [label for label in held if editions[label][code] == name]
            row = division_row(code, name, named, labels, identity.get(code, code))
            row["parent_code"] = parent_of(code, known)
            row["valid_to"] = ends.get(code, row["valid_to"])
            rows.append(row)
    rows.extend(township_rows())
    write("divisions.csv", rows)
    write("successions.csv", successions)


def division_row(
    code: str, name: str, named: list[str], labels: list[str], division_id: str
) -> dict[str, str]:
    """One line of divisions.csv; empty dates mean before the first or after the last edition."""
    first, last = named[0], named[-1]
    following = labels[labels.index(last) + 1] if last != labels[-1] else ""
    return {
        "division_id": division_id,
        "level": level_of(code),
        "code": code,
        "name": name,
        "parent_code": "",
        "valid_from": FIRST_SEEN.get(code, "" if first == labels[0] else EDITIONS[first]),
        "valid_to": EDITIONS.get(following, ""),
        "list": "NBS" if re.match(r"\d{4}7\d", code) and not code.startswith("0") else "GB/T 2260",
    }


def township_rows() -> list[dict[str, str]]:
    """The townships of Hebei and Guangdong in the 2023 list, under the division of their county."""
    with (HERE / "editions" / "townships_2023_13_44.csv").open(encoding="utf-8") as file:
        return [
            {
                "division_id": row["code"],
                "level": "township",
                "code": row["code"],
                "name": row["name"],
                "parent_code": row["areaCode"],
                "valid_from": "",
                "valid_to": "",
                "list": "NBS",
            }
            for row in csv.DictReader(file)
        ]


def write(name: str, rows: list[dict[str, str]]) -> None:
    """One CSV, UTF-8, header first."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
