import pytest

from tests.reports.line import Line, a_line


@pytest.fixture
def line(db: None) -> Line:
    return a_line()
