"""Satisfaction: NPS in points (-100 to 100) and its parts, CSAT as a share.

Source: metrics.md "Satisfaction"; DECISIONS.md "Active users and satisfaction". The edits of a
response are one row by the time they are accepted; it counts in the period of ``responded_at``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .calendar import Period
from .rows import Number, Rows, Segment, Sheet, cells, first_days, key_of, ratio_row, value_row
from .segments import account_segments
from .world import UNKNOWN, World

GRAINS = ("week", "month", "quarter")
OWN_SEGMENTS = ("touchpoint", "journey_stage", "channel")
CALL_DAYS = 90
LEAST_PROMOTER, LEAST_PASSIVE, LEAST_SATISFIED = 9, 7, 4


@dataclass(frozen=True)
class Answer:
    """A response that counts, with the respondent that it is the answer of."""

    day: date
    responded_at: datetime
    response_id: str
    survey_type: str
    score: Number
    respondent: tuple[str, str]
    segments: list[Segment]


def answers(world: World) -> Iterator[Answer]:
    """The responses up to as_of_date of users and accounts that count."""
    for day, row in world.dated("survey_responses", "responded_at"):
        user = world.user(row["user_id"]) if row["user_id"] else None
        of_user = world.account_of_user(user) if user else None
        raw_account = row["account_id"] or of_user
        if world.is_left_out(of_user) or world.is_left_out(raw_account):
            continue
        account = world.account(raw_account)
        if user is not None:
            respondent = ("user", user)
        else:
            respondent = ("account", account) if account else ("response", row["response_id"])
        yield Answer(
            day=day,
            responded_at=row["responded_at"],
            response_id=row["response_id"],
            survey_type=row["survey_type"],
            score=row["score"],
            respondent=respondent,
            segments=[
                *account_segments(world, account, day),
                *((name, row[name] or UNKNOWN) for name in OWN_SEGMENTS),
            ],
        )


def group(score: Number) -> str:
    """Which of the three groups an NPS score falls into."""
    if score >= LEAST_PROMOTER:
        return "nps_promoters"
    return "nps_passives" if score >= LEAST_PASSIVE else "nps_detractors"


def last_answers(world: World, found: list[Answer]) -> Iterator[tuple[Period, Answer]]:
    """Each respondent's last answer of each period."""
    last: dict[tuple[Period, tuple[str, str]], Answer] = {}
    for answer in sorted(found, key=lambda answer: (answer.responded_at, answer.response_id)):
        for grain in GRAINS:
            last[world.calendar.period(grain, answer.day), answer.respondent] = answer
    for (period, _), answer in last.items():
        yield period, answer


def nps_rows(world: World, found: list[Answer]) -> Rows:
    """``nps`` and the counts that it is made of; its numerator holds the factor 100."""
    sheet = Sheet()
    for period, answer in last_answers(world, found):
        sheet.add("nps_responses", period, answer.segments, 1)
        sheet.add(group(answer.score), period, answer.segments, 1)
    grid = first_days((segment, answer.day) for answer in found for segment in answer.segments)
    rows: Rows = {}
    for period, segment in cells(world.calendar, grid, GRAINS):
        done = world.calendar.is_complete(period)
        counts = {
            name: sheet.get(name, period, segment)
            for name in ("nps_responses", "nps_promoters", "nps_passives", "nps_detractors")
        }
        for name, count in counts.items():
            rows[key_of(name, period, segment)] = value_row(period, count, done)
        balance = 100 * (counts["nps_promoters"] - counts["nps_detractors"])
        rows[key_of("nps", period, segment)] = ratio_row(
            period, balance, counts["nps_responses"], done
        )
    return rows


def csat_rows(world: World, found: list[Answer]) -> Rows:
    """``csat``: responses of 4 and 5 / responses, each response."""
    sheet = Sheet()
    for answer in found:
        for grain in GRAINS:
            period = world.calendar.period(grain, answer.day)
            sheet.add("responses", period, answer.segments, 1)
            satisfied = int(answer.score >= LEAST_SATISFIED)
            sheet.add("satisfied", period, answer.segments, satisfied)
    grid = first_days((segment, answer.day) for answer in found for segment in answer.segments)
    return {
        key_of("csat", period, segment): ratio_row(
            period,
            sheet.get("satisfied", period, segment),
            sheet.get("responses", period, segment),
            world.calendar.is_complete(period),
        )
        for period, segment in cells(world.calendar, grid, GRAINS)
    }


def open_detractors(found: list[Answer], close: date) -> Iterator[Answer]:
    """The last answers, known by a close, of the persons to call then."""
    last: dict[tuple[str, str], Answer] = {}
    for answer in sorted(found, key=lambda answer: (answer.responded_at, answer.response_id)):
        if answer.day <= close and answer.respondent[0] != "response":
            last[answer.respondent] = answer
    for answer in last.values():
        is_recent = (close - answer.day).days < CALL_DAYS
        if is_recent and group(answer.score) == "nps_detractors":
            yield answer


def call_rows(world: World, found: list[Answer]) -> Rows:
    """``detractors_to_call``: persons whose last answer, of 90 days at most, is a detractor's."""
    calendar, sheet = world.calendar, Sheet()
    persons = [answer for answer in found if answer.respondent[0] != "response"]
    grid = first_days((segment, answer.day) for answer in persons for segment in answer.segments)
    first = min(grid.values(), default=None)
    for grain in GRAINS if first else ():
        for period in calendar.periods(grain, first):
            for answer in open_detractors(persons, calendar.close(period)):
                sheet.add("detractors_to_call", period, answer.segments, 1)
    return {
        key_of("detractors_to_call", period, segment): value_row(
            period,
            sheet.get("detractors_to_call", period, segment),
            calendar.is_complete(period),
        )
        for period, segment in cells(calendar, grid, GRAINS)
    }


def compute(world: World) -> Rows:
    """Every metric of the family."""
    found = list(answers(world))
    nps = [answer for answer in found if answer.survey_type == "nps"]
    return {
        **nps_rows(world, nps),
        **call_rows(world, nps),
        **csat_rows(world, [answer for answer in found if answer.survey_type == "csat"]),
    }
