from phoihop.reading.values import Figure, Piece, Reading, Span, Where


def test_a_fact_prints_its_type_first_and_its_evidence_last():
    fact = Figure(value=1500, comparator="gt", unit="buổi", evidence=(Span(3, 9),), confidence=0.9)

    assert fact.as_json() == {
        "type": "figure",
        "value": 1500,
        "comparator": "gt",
        "unit": "buổi",
        "subject": None,
        "period": None,
        "evidence": [[3, 9]],
        "confidence": 0.9,
    }


def test_a_span_is_located_in_the_piece_that_holds_its_start():
    reading = Reading(
        text="Một dòng\nhai dòng",
        pieces=(Piece(0, 8, "line", Where(paragraph=0)), Piece(9, 17, "line", Where(paragraph=1))),
    )

    assert reading.locate((10, 12)) == Where(paragraph=1)
    assert reading.locate((20, 21)) is None
