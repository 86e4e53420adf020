"""001 IM 4.1 remark and 4.5: classes, the two clocks, notices, measures."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from csrules.errors import InputError, MissingParameterError, UnknownNameError
from csrules.lifecycle.cases import Case, Event
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    CLASSES,
    FINDINGS,
    MEASURE,
    NOTICES,
    IncidentClass,
    arrival,
    class_1_clocks,
    incident_class,
    may_close,
    notice_due,
    notified,
)

POLICY = property_handbook.policy()
ONE, TWO = "001-IM-4.1-13", "001-IM-4.1-14"


class TestClasses:
    @pytest.mark.parametrize(
        ("kind", "facts", "incident", "rule"),
        [
            ("disaster", {"in_area": True}, "class_1", ONE),
            ("disaster", {"in_area": False}, "class_2", TWO),
            ("fire", {"in_area": True}, "class_1", ONE),
            ("explosion", {"in_area": True}, "class_1", ONE),
            ("fire", {"in_area": False}, "class_2", TWO),
            ("burglary", {}, "class_1", ONE),
            ("burglary", {"attempted": True}, "class_2", TWO),
            ("burglary", {"attempted": True, "disturbing": False}, "class_2", TWO),
            ("burglary", {"attempted": True, "loss": 5000}, "class_1", ONE),
            ("public_order", {}, "class_1", ONE),
            ("criminal", {"attempted": True}, "class_1", ONE),
            ("abnormal_death_or_injury", {}, "class_1", ONE),
            ("negative_media_report", {}, "class_1", ONE),
            ("other", {"compensation": "4999.99"}, "class_2", TWO),
            ("other", {"compensation": 5000}, "class_1", ONE),
            ("other", {"compensation": "5000.01"}, "class_1", ONE),
            ("other", {"loss": "4999.99"}, "class_2", TWO),
            ("other", {"loss": "5000.00"}, "class_1", ONE),
            ("other", {"loss": 3000, "compensation": 3000}, "class_2", TWO),  # each on its own
            ("other", {"like_class_1": True}, "class_1", ONE),
            ("other", {}, "class_2", TWO),
            ("other", {"disturbing": False}, "none", TWO),
            ("other", {"effect": False}, "none", TWO),  # no influence, no injury, no loss
            ("other", {"effect": False, "loss": 0}, "none", TWO),
            ("other", {"effect": False, "loss": "0.01"}, "class_2", TWO),  # a loss is an effect
            ("other", {"effect": False, "compensation": 1}, "class_2", TWO),
            ("other", {"disturbing": False, "loss": "0.01"}, "none", TWO),
            ("fire", {"in_area": False, "effect": False}, "none", TWO),
            ("burglary", {"attempted": True, "effect": False}, "class_2", TWO),
        ],
    )
    def test_the_class(self, kind: str, facts: dict[str, Any], incident: str, rule: str) -> None:
        found = incident_class(POLICY, kind, **facts)
        assert found.incident_class is IncidentClass(incident)
        assert found.reasons[0].rule == rule

    @pytest.mark.parametrize(
        ("kind", "facts", "en", "zh"),
        [
            (
                "disaster",
                {"in_area": True},
                "class 1: disaster that affects the area inside the red line",
                "一类突发事件：影响红线范围内的灾祸",
            ),
            (
                "criminal",
                {},
                "class 1: public-order or criminal case",
                "一类突发事件：治安事件或刑事事件",
            ),
            (
                "other",
                {"loss": 5000},
                "class 1: the company's liability compensation or loss of its property reaches "
                "the amount",
                "一类突发事件：公司责任赔偿或公司财产损失达到标准",
            ),
            (
                "other",
                {},
                "class 2: another event that broke normal order unexpectedly, with some influence, "
                "injury or loss, prevented ones included",
                "二类突发事件：其他出人意外地打破正常秩序，具有一定影响或造成人身伤害、财产损失的事件，"
                "含成功防范的",
            ),
        ],
    )
    def test_the_class_is_told_in_the_words_of_the_text(
        self, kind: str, facts: dict[str, Any], en: str, zh: str
    ) -> None:
        """001-IM-4.1-13, 4.1-14."""
        found = incident_class(POLICY, kind, **facts)
        assert found.explain().startswith(f"{en} (")
        assert found.explain("zh").startswith(f"{zh}（")

    def test_the_kinds_have_the_names_of_the_text(self) -> None:
        """001-IM-4.1-13."""
        kinds = next(column for column in CLASSES.columns if column.name == "kind")
        names = [kinds.say(kind).zh for kind in ("public_order", "criminal")]
        assert names == ["治安事件", "刑事事件"]

    def test_a_boundary_amount_says_so(self) -> None:
        on, above = (incident_class(POLICY, "other", loss=each) for each in (5000, 5001))
        assert (on.boundary, above.boundary) == (True, False)
        said = on.reasons[1]
        assert said.say() == "property loss of 5000.00 yuan reaches 5000.00 [001-IM-4.1-13]"
        assert said.say("zh") == "财产损失5000.00元，达到5000.00元 [001-IM-4.1-13]"

    def test_it_is_shown_without_what_it_was_worked_out_from(self) -> None:
        assert repr(incident_class(POLICY, "other", loss=5000)) == (
            "Classified(incident_class=<IncidentClass.CLASS_1: 'class_1'>, boundary=True)"
        )

    def test_each_amount_is_held_against_the_limit(self) -> None:
        """001-IM-4.1-13: the compensation, then the loss."""
        found = incident_class(POLICY, "other", loss="4999.99", compensation=6000)
        assert [reason.say() for reason in found.reasons[1:]] == [
            "compensation of 6000.00 yuan reaches 5000.00 [001-IM-4.1-13]",
            "property loss of 4999.99 yuan is below 5000.00 [001-IM-4.1-13]",
        ]
        assert [reason.say("zh") for reason in found.reasons[1:]] == [
            "责任赔偿6000.00元，达到5000.00元 [001-IM-4.1-13]",
            "财产损失4999.99元，低于5000.00元 [001-IM-4.1-13]",
        ]

    def test_the_amount_is_a_parameter(self) -> None:
        policy = amend(POLICY, {"incidents.amount": 8000})
        found = incident_class(policy, "other", loss=5000)
        assert found.incident_class is IncidentClass.CLASS_2

    def test_bad_input_comes_at_once(self) -> None:
        with pytest.raises(InputError) as caught:
            incident_class(POLICY, "burglry", attempted=1, loss=0.5, compensation=-1)  # type: ignore[arg-type]
        assert len(caught.value.faults) == 4
        cents: Any = 0.5
        with pytest.raises(InputError) as caught:
            incident_class(POLICY, "other", loss=cents, compensation=cents)
        assert [fault.path for fault in caught.value.faults] == ["compensation", "loss"]
        flag: Any = 1
        with pytest.raises(InputError, match=r"^in_area: got 1 "):
            incident_class(POLICY, "fire", in_area=flag)

    def test_both_classes_stand_in_the_table(self) -> None:
        assert CLASSES.rules == (ONE, TWO)


class TestClocks:
    def test_two_clocks_run_from_the_occurrence(self) -> None:
        """001-IM-4.1-6 and 001-IM-4.5-1: 23:30 is due at 01:30 of the next day, a day off."""
        clocks = class_1_clocks(POLICY, datetime(2024, 3, 8, 23, 30))
        due = datetime(2024, 3, 9, 1, 30)
        assert (clocks.report.due, clocks.report.rule) == (due, "001-IM-4.1-6")
        assert (clocks.arrival.due, clocks.arrival.rule) == (due, "001-IM-4.5-1")
        assert clocks.report.met(due)
        assert not clocks.report.met(due.replace(second=1))

    def test_each_clock_has_its_own_length(self) -> None:
        policy = amend(POLICY, {"incidents.arrival_hours": "3.5"})
        clocks = class_1_clocks(policy, datetime(2024, 3, 8, 22))
        assert (clocks.report.due.hour, clocks.arrival.due.hour) == (0, 1)

    def test_arrival_needs_time_and_three_findings(self) -> None:
        """001-IM-4.5-1."""
        start, full = datetime(2024, 3, 8, 9), {"cause": "a", "extent": "b", "basic_response": "c"}
        in_time = arrival(POLICY, start, datetime(2024, 3, 8, 11), full)
        assert (in_time.on_time, in_time.met) == (True, True)
        late = arrival(POLICY, start, datetime(2024, 3, 8, 11, 0, 1), full)
        assert (late.on_time, late.met) == (False, False)
        gaps = arrival(POLICY, start, datetime(2024, 3, 8, 10), {"cause": "a"})
        assert (gaps.on_time, gaps.met) == (True, False)
        assert [each.name for each in gaps.findings.missing] == ["extent", "basic_response"]
        assert FINDINGS.rules == ("001-IM-4.5-1",)

    @pytest.mark.parametrize(("minute", "en", "zh"), [(0, "met", "按时"), (1, "not met", "未按时")])
    def test_an_arrival_tells_the_clock_then_the_findings(
        self, minute: int, en: str, zh: str
    ) -> None:
        start, scene = datetime(2024, 3, 8, 9), {"cause": "a", "extent": "b"}
        found = arrival(POLICY, start, datetime(2024, 3, 8, 11, minute), scene)
        first, second = (reason.say() for reason in found.reasons)
        assert first == f"on the scene by 11:00 on Friday 8 March 2024: {en} [001-IM-4.5-1]"
        assert "basic response" in second
        first, second = (reason.say("zh") for reason in found.reasons)
        assert first == f"应于2024年3月8日星期五11:00前赶到现场：{zh} [001-IM-4.5-1]"
        assert "基本应对办法" in second

    def test_nobody_arrives_before_it_happens(self) -> None:
        start = datetime(2024, 3, 8, 9)
        assert arrival(POLICY, start, start, {}).on_time
        with pytest.raises(InputError, match=r"^arrived_at: .*the incident \[001-IM-4\.5-1\]"):
            arrival(POLICY, start, datetime(2024, 3, 8, 8, 59), {})
        with pytest.raises(InputError, match="naive"):
            arrival(POLICY, start, datetime(2024, 3, 8, 9, tzinfo=UTC), {})

    def test_an_arrival_has_a_time_of_day(self) -> None:
        day: Any = date(2024, 3, 8)
        with pytest.raises(InputError, match=r"^arrived_at: .*datetime\.combine\(arrived_at, "):
            arrival(POLICY, datetime(2024, 3, 8, 9), day, {})


class TestNotices:
    def test_who_informs_whom(self) -> None:
        manager = NOTICES.lookup(informant="main_manager")
        assert manager.values("to") == ("deputy_gm", "departments_concerned")
        assert {row.rule for row in manager.rows} == {"001-IM-4.5-2"}
        for informant, to, rule in (
            ("deputy_gm", "gm", "001-IM-4.5-3"),
            ("other_department", "own_deputy_gm", "001-IM-4.5-4"),
        ):
            found = NOTICES.lookup(informant=informant)
            assert (found["to"], found["required"], found.rule) == (to, False, rule)

    def test_first_the_situation_then_the_notices(self) -> None:
        waiting = notified(["security"], known=False)
        assert (waiting.waiting, waiting.missing, waiting.complete) == (True, (), False)
        assert waiting.explain() == "the situation is not known yet [001-IM-4.5-2]"
        assert waiting.explain("zh") == "情况尚未掌握 [001-IM-4.5-2]"
        now = notified(["security"], known=True)
        assert now.missing == ("deputy_gm", "security")
        assert now.explain().splitlines() == [
            "to be told at once: deputy_gm [001-IM-4.5-2]",
            "to be told at once: security [001-IM-4.5-2]",
        ]
        assert now.explain("zh").splitlines()[1] == "应立即通报：security [001-IM-4.5-2]"

    def test_at_once_has_no_number(self) -> None:
        """001-IM-4.5-2."""
        known = datetime(2024, 3, 8, 23, 45)
        wanted = r"incidents\.notice_minutes.*001-IM-4\.5-2"
        with pytest.raises(MissingParameterError, match=wanted):
            notice_due(POLICY, known)
        due = notice_due(amend(POLICY, {"incidents.notice_minutes": 30}), known)
        assert (due.due, due.rule) == (datetime(2024, 3, 9, 0, 15), "001-IM-4.5-2")

    def test_a_decision_either_way_is_recorded(self) -> None:
        told = ["deputy_gm", "security"]
        open_ = notified(["security"], known=True, told=told)
        assert open_.undecided == ("deputy_gm", "security")
        assert [each.rule for each in open_.reasons] == ["001-IM-4.5-3", "001-IM-4.5-4"]
        decisions = {"deputy_gm": False, "security": True}
        done = notified(["security"], known=True, told=told, decisions=decisions)
        assert done.complete
        assert done.reasons[0].rule == "001-IM-4.5-2"

    @pytest.mark.parametrize(
        ("told", "decisions", "paths"),
        [
            (["d", "b", "e", "a", "c"], {}, ["told.a", "told.b", "told.c", "told.d", "told.e"]),
            ([], {"gm": True, "b": False}, ["decisions.b", "decisions.gm"]),
            (["securty"], {"gm": 1}, ["told.securty", "decisions.gm", "decisions.gm"]),
            ([], {"security": 1}, ["decisions.security"]),
            ([" "], {}, ["told[0]"]),
            (["security"], {"": True}, ["decisions[0]"]),
            (["Zoë"], {"Zoë": True, "Zoe\u0308": False}, ["decisions[1]"]),
        ],
    )
    def test_only_parties_concerned_are_told_and_decide(
        self, told: list[str], decisions: Any, paths: list[str]
    ) -> None:
        with pytest.raises(InputError) as caught:
            notified(["security", "Zoë"], known=True, told=told, decisions=decisions)
        assert [fault.path for fault in caught.value.faults] == paths

    def test_what_is_known_is_a_flag(self) -> None:
        with pytest.raises(InputError) as caught:
            notified(["security"], known=1, told=["gm"])  # type: ignore[arg-type]  # wrong on purpose
        assert [fault.path for fault in caught.value.faults] == ["told.gm", "known"]

    @pytest.mark.parametrize(
        ("concerned", "path"), [("security", "concerned"), (["a", "a"], "concerned[1]")]
    )
    def test_each_department_is_concerned_once(self, concerned: Any, path: str) -> None:
        with pytest.raises(InputError) as caught:
            notified(concerned, known=True)
        assert [fault.path for fault in caught.value.faults] == [path]


def step(case: Case, name: str, minute: int, **data: str) -> Case:
    at = datetime(2024, 3, 8, 9, minute)
    answer = MEASURE.decide(case, Event(name, at, "department", data), POLICY)
    assert answer.accepted, answer.explain()
    return answer.case


class TestMeasures:
    """001-IM-4.5-5."""

    def test_drawn_up_then_carried_out(self) -> None:
        case = step(MEASURE.new("estate"), "draw", 1, measures="close the gate")
        assert case.state == "drawn"
        assert step(case, "execute", 2).state == "executed"
        assert MEASURE.rules == ("001-IM-4.5-5",)

    def test_nothing_is_carried_out_before_it_is_drawn_up(self) -> None:
        event = Event("execute", datetime(2024, 3, 8, 9), "department")
        assert not MEASURE.decide(MEASURE.new("estate"), event, POLICY).accepted

    def test_an_incident_does_not_close_with_one_missing(self) -> None:
        drawn = step(MEASURE.new("estate"), "draw", 1, measures="close the gate")
        done = step(drawn, "execute", 2)
        names = ["estate", "security"]
        for cases, open_ in (
            ({}, (("estate", "awaited"), ("security", "awaited"))),
            ({"estate": done}, (("security", "awaited"),)),
            ({"estate": done, "security": drawn}, (("security", "drawn"),)),
            ({"estate": done, "security": done}, ()),
        ):
            closing = may_close(names, cases)
            assert (closing.allowed, closing.open) == (not open_, open_)
            assert {reason.rule for reason in closing.reasons} == {"001-IM-4.5-5"}

    def test_bad_input(self) -> None:
        with pytest.raises(UnknownNameError, match="estate"):
            may_close(["estate"], {"estat": MEASURE.new("1")})
        with pytest.raises(InputError, match="a case of"):
            may_close(["estate"], {"estate": "done"})  # type: ignore[dict-item]
        with pytest.raises(InputError, match=r"^departments: .*at least .*\[001-IM-4\.5-5\]"):
            may_close([], {})
        with pytest.raises(InputError, match=r"^departments\[1\]: .*each value once"):
            may_close(["estate", "estate"], {})


@pytest.mark.parametrize("kind", ["disaster", "fire", "explosion"])
def test_where_the_place_decides_it_has_to_be_said(kind: str) -> None:
    """001-IM-4.1-13: a forgotten flag must not lower an incident with two-hour clocks."""
    with pytest.raises(InputError) as caught:
        incident_class(POLICY, kind)
    assert [(fault.path, fault.rule) for fault in caught.value.faults] == [
        ("in_area", "001-IM-4.1-13")]  # fmt: skip
    assert incident_class(POLICY, "criminal").incident_class == "class_1"
