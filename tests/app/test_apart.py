"""Work in a process of its own."""

import os
import sys

import pytest

from app.apart import apart, apart_for
from tests.app.work import die, never_end, refuse
from usecases.open_content import SurveyRefused


def test_the_work_is_done_in_another_process() -> None:
    assert apart(os.getpid) != os.getpid()


def test_its_error_comes_back_with_its_message() -> None:
    with pytest.raises(SurveyRefused, match=r"form\.md has errors"):
        apart(refuse, "form.md")


def test_work_with_a_time_limit_gives_its_result_and_its_error() -> None:
    assert apart_for(60, os.getpid) != os.getpid()
    with pytest.raises(SurveyRefused, match=r"form\.md has errors"):
        apart_for(60, refuse, "form.md")


def test_work_that_does_not_end_is_ended_and_work_that_dies_is_given_up() -> None:
    with pytest.raises(TimeoutError):
        apart_for(0.5, never_end)
    with pytest.raises(TimeoutError):
        apart_for(60, die)


def test_a_start_leaves_neither_alembic_nor_pyxform_in_the_bots_memory(tmp_path: "os.PathLike[str]") -> None:
    """The first start migrates and reads the surveys; both are done in children."""
    from subprocess import run

    program = (
        "import sys\n"
        "from app.apart import apart\n"
        "from db import schema\n"
        "from domain.periods import Periods\n"
        "from pathlib import Path\n"
        "from app.serve import _read_apart\n"
        "from usecases.content import read_town\n"
        f"address = 'sqlite:///{os.fspath(tmp_path)}/new.db'\n"
        "assert apart(schema.upgrade, address)\n"
        "days = Periods().placeholders()\n"
        "town = read_town(Path('content'), ('de',), days)\n"
        "assert len(_read_apart(Path('content'), town.surveys[:1])) == 1\n"
        "print('alembic' in sys.modules, 'pyxform' in sys.modules)\n"
    )
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False", "False"], done.stderr
