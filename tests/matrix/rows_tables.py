"""Tables, forms, checklists, scoring."""

from __future__ import annotations

from typing import Literal

from csrules.cells import Column, compile_column
from csrules.checklists import Checklist, Item
from csrules.forms import Field, Form
from csrules.kinds import Flag, Words
from csrules.regulations import property_handbook as handbook
from csrules.scoring import Clamp, Loss, ScoreItem
from csrules.tables import Hit, Table
from csrules.tables import Row as Line
from tests.matrix.discover import Yuan
from tests.matrix.row import apart, good, made_by
from tests.matrix.things import HANDBOOK, RULE, TEXT

INSIDE = "boxes are made by `compile_column`"
COLUMN = Column("big", Flag(), TEXT)
LINE = compile_column(COLUMN, [True, False], "t")
ROW = Line(RULE, {"big": True}, {"who": "gm"}, TEXT)
OTHER = Line(RULE, {"big": False}, {"who": "clerk"}, TEXT)
TABLE = Table("t", TEXT, (COLUMN,), ("who",), (ROW, OTHER))
LIST = Checklist("list", TEXT, (Item("one", RULE, TEXT),))
FIELD = Field("note", Words(), RULE, TEXT)
FORM = Form("form", TEXT, (FIELD,))
LOSS = Loss("late", TEXT, "0.5", RULE)
ITEM = ScoreItem("time", TEXT, RULE, 2, (LOSS,))
CARD = handbook.information_card(HANDBOOK.score)

ROWS = {
    "cells.Column": good("big", Flag(), TEXT, {}, False),
    "cells.Column.say": good(COLUMN, True).taking("it shows what a lookup has read", value=object),
    "cells.Line": made_by("cells.compile_column"),
    "cells.Line.cell": apart("each line says it"),
    "cells.Line.cells": good(LINE, True).taking(
        "conditions are for `compile_column`", condition=object
    ),
    "cells.Line.example": apart("its cells are its own: `cells` has made them"),
    "cells.Span": good(1, None, 5, None).taking(
        "what bounds are is for the column",
        at_least=object,
        above=object,
        at_most=object,
        below=object,
    ),
    "cells.compile_column": good(COLUMN, [True, False], "t"),
    "cells.without": good((frozenset({1}),), ()).taking(INSIDE, box=object, others=object),
    "checklists.Checklist": good("list", TEXT, (Item("one", RULE, TEXT),)),
    "checklists.Checklist.mark": good(LIST, {"one": True}).calling(answers="list"),
    "checklists.Item": good("one", RULE, TEXT),
    "checklists.Marked": made_by("checklists.Checklist.mark"),
    "forms.Checked": made_by("forms.Form.check"),
    "forms.Checked.demand": good(FORM.check({"note": "x"})),
    "forms.Condition": good("when", TEXT, "note", ("x",)),
    "forms.Field": good("note", Words(), RULE, TEXT, True),
    "forms.Form": good("form", TEXT, (FIELD,), (), False, (RULE,)),
    "forms.Form.check": good(FORM, {"note": "x"}, {}).calling(data="form"),
    "forms.Missing": made_by("property_handbook.check_record"),
    "scoring.ItemScore": made_by("scoring.Scorecard.score"),
    "scoring.Loss": good("late", TEXT, "0.5", RULE).taking(points=Yuan),
    "scoring.Score": made_by("scoring.Scorecard.score"),
    "scoring.ScoreItem": good("time", TEXT, RULE, 2, (LOSS,)).taking(maximum=Yuan),
    "scoring.Scorecard": good("card", TEXT, (ITEM,), RULE),
    "scoring.Scorecard.score": good(
        CARD,
        dict.fromkeys([loss.count for item in CARD.items for loss in item.losses], 0),
        Clamp.ITEM,
    ).calling(counts="information_score"),
    "scoring.points": good(5),
    "scoring.tenths": good("0.5", "points").taking(value=Yuan),
    "tablerows.Row": good(RULE, {"big": True}, {"who": "gm"}, TEXT),
    "tablerows.cover_faults": good(
        "t",
        columns=(COLUMN,),
        lines=(LINE,),
        rows=(ROW,),
        boxes=((LINE.cells(True),),),
        hit=Hit.UNIQUE,
        otherwise=None,
    ),
    "tablerows.row_faults": good(ROW, "t", ("big",), ("who",)),
    "tables.Found": made_by("tables.Table.lookup"),
    "tables.Found.values": good(TABLE.lookup(big=True), "who").taking(output=Literal["who"]),
    "tables.Permission": made_by("tables.Table.permit"),
    "tables.Table": good(
        "t", TEXT, (COLUMN,), ("who",), (ROW, OTHER), Hit.UNIQUE, None, (), ()
    ).calling(rows="row"),
    "tables.Table.asks": good(handbook.ACCESS),
    "tables.Table.lookup": good(TABLE, big=True).taking(inputs=bool),
    "tables.Table.permit": good(
        handbook.MAIL, **{name: found[0] for name, found in handbook.MAIL.asks().items()}
    ).taking(inputs=str),
    "tables.Table.possible": good(TABLE, big=True).taking(some=bool),
    "tables.Table.values": good(TABLE, "big").taking(column=Literal["big"]),
}
