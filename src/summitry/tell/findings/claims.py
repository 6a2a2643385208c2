"""What the articles claim about the series of meetings, set against the public record."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from summitry.records import Claim, Finding
from summitry.tell.findings.facts import finding, passages, scope
from summitry.tell.findings.phrases import agree
from summitry.tell.words import MONTHS, capitalise, say_count, say_day, say_number


def find_claims(study: Any) -> tuple[Finding, ...]:
    """Counts of meetings ("11 meetings since ...") set against the public record, which is outside knowledge.

    The ledger of a few articles can contradict no count, so only the public record is asked.
    """
    known = [c for c in study.records.claims if c.against == "public record" and c.article_id in scope(study)]
    counts = [c for c in known if c.kind == "count" and c.verdict in ("supported", "contradicted")]
    wrong = [c for c in counts if c.verdict == "contradicted"]
    found = []
    for number, claim in enumerate(wrong, start=1):
        head = f"“{_one_line(claim.text)}” does not agree with the public record (outside knowledge)"
        evidence = passages(study, [(claim.article_id, claim.start, claim.end)])
        text = f"{head}{say_reckoning(claim.arithmetic)}."
        found.append(finding(f"claims/{number}", text, 1.0, evidence))
    if counts and not wrong:
        number, agrees = say_count(len(counts), "claim"), agree(len(counts), "agrees", "agree")
        text = f"{capitalise(number)} about the number of meetings {agrees} with the public record (outside knowledge)."
        found.append(finding("claims/supported", text, 1.0, _claim_passages(study, counts)))
    return (*found, *_other_claims(study, [c for c in known if c.kind != "count"], bool(counts)))


def _claim_passages(study: Any, claims: list[Claim]) -> tuple:
    return passages(study, [(c.article_id, c.start, c.end) for c in claims])


def _other_claims(study: Any, claims: list[Claim], after: bool) -> list[Finding]:
    """Words such as "last met in August" or "first since", of which the public record can say whether they hold."""
    good, bad = ([c for c in claims if c.verdict == v] for v in ("supported", "contradicted"))
    found = []
    record_ = "that record" if after else "the public record of meetings (outside knowledge)"
    for name, chosen, verb in (("order", good, "agree"), ("order-wrong", bad, "disagree")):
        if not chosen:
            continue
        number = capitalise(say_count(len(chosen), "other remark" if after else "remark"))
        like = f", such as “{_one_line(chosen[0].text)}”," if len(chosen) > 1 else f", “{_one_line(chosen[0].text)}”,"
        text = f"{number} on the order of the meetings{like} {agree(len(chosen), verb + 's', verb)} with {record_}."
        found.append(finding(f"claims/{name}", text, 1.0, _claim_passages(study, chosen)))
    return found


def say_reckoning(arithmetic: str) -> str:
    """The reckoning of the audit as the end of a sentence, its lists left out, its numbers in prose.

    >>> say_reckoning("from 1 May 2016 to 27 May 2019: 2 (1 May 2017, 3 May 2018), claimed 11; no start reaches 11")
    ', which has two from 1 May 2016 to 27 May 2019, that day included; no month to count from gives eleven'
    """
    text = re.sub(r" \((?:[^()]|\([^()]*\))*\)", "", arithmetic).split("; by start")[0].rstrip(". ")
    counted = re.search(r"(?:from ([^:]+?) )?to ([^:]+): (\d+), claimed (\d+)", text)
    if not counted:
        return f": {_say_dates(text)}"
    first, last, number, claimed = counted.groups()
    start = f"from {_say_dates(first)} " if first else ""
    said = f", which has {say_number(int(number))} {start}to {_say_dates(last)}, that day included"
    reached = re.search(r"reached only counting from ([^;]+)", text)
    if reached:
        said += f"; {say_number(int(claimed))} are reached only when one counts from {_say_dates(reached[1])}"
    elif "no start reaches" in text:
        said += f"; no month to count from gives {say_number(int(claimed))}"
    return said


def _say_dates(text: str) -> str:
    text = re.sub(r"\b(\d{4}-\d{2}-\d{2})\b", lambda m: say_day(date.fromisoformat(m[1])), text)
    return re.sub(r"\b(\d{4})-(\d{2})\b", lambda m: f"{MONTHS[int(m[2]) - 1]} {m[1]}", text)


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip('“”"')
