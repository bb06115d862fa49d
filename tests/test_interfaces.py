"""The page of interfaces says what the command line does: both are read and compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from facilitator import cli
from facilitator.export.compose.results import COLUMNS
from facilitator.models.imports.cycle_sheets import service_kinds, sheets
from facilitator.models.stages import STAGES

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "interfaces.md").read_text(encoding="utf-8")
SYNOPSES = re.search(r"```\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()  # type: ignore[index]


def documented() -> dict[str, str]:
    """Command -> its synopses in one line; the window has the empty name."""
    found: dict[str, str] = {}
    for line in SYNOPSES:
        first = line.split()[1]
        name = first if first.isalpha() else ""
        found[name] = f"{found.get(name, '')} {line}".strip()
    return found


def help_of(command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "500")
    assert cli.main([*command.split(), "--help", "--language", "en"]) == 0
    return capsys.readouterr().out


def usage(help_text: str) -> str:
    """The usage of a help text in one line, without `-h`."""
    text = help_text.split("\n\n")[0].removeprefix("Usage: ").replace(" [-h]", "")
    return " ".join(text.split()).removesuffix(" COMMAND ...")


@pytest.mark.parametrize("command", documented(), ids=[name or "window" for name in documented()])
def test_the_page_writes_a_command_as_its_help_does(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert usage(help_of(command, capsys, monkeypatch)) == documented()[command]


@pytest.mark.parametrize("command", documented(), ids=[name or "window" for name in documented()])
def test_every_option_is_explained(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = help_of(command, capsys, monkeypatch)
    head, _blank, body = text.partition("\n\n")
    options = set(re.findall(r"--[a-z-]+", head))
    assert options - {"--help"} == set(re.findall(r"^ +(?:-h, )?(--[a-z-]+).* {2}\S", body, re.MULTILINE)) - {"--help"}


def test_help_names_the_documented_commands_and_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = help_of("", capsys, monkeypatch)
    assert set(re.findall(r"^    ([a-z]+) ", text, re.MULTILINE)) == set(documented()) - {""}


def test_the_contract_table_knows_every_command_and_option() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    for command, synopsis in documented().items():
        row = next(line for line in rows if f"`{command or 'facilitator'}" in line.split("|")[1])
        options = set(re.findall(r"--[a-z-]+", synopsis)) - {"--language", "--format", "--version"}
        assert command == "check" or options <= set(re.findall(r"--[a-z-]+", row)), command


def test_columns_of_results_are_those_of_the_page() -> None:
    text = PAGE.partition("**Results rows**")[2].partition("**Keys.**")[0]
    named = re.findall(r"[a-z_]+", " ".join(re.findall(r"`([a-z_, ]+)`", text)))
    assert set(COLUMNS) <= set(named)
    assert COLUMNS[0] == named[0]


def test_columns_of_the_cycle_workbook_are_those_of_the_page() -> None:
    text = PAGE.partition("- `cycle` (xlsx):")[2].partition("- `votes`")[0]
    for kind in sheets():
        listed = text.partition(f"`{kind.name}`: ")[2].partition("·")[0]
        names = re.findall(r"[a-z_]+", re.sub(r"\([^)]*\)", "", listed).partition("`kind`")[0])
        assert names == [column.name for column in kind.columns], kind.name
    assert tuple(re.findall(r"[a-z_]+", text.partition("`kind`:")[2])) == service_kinds()


def test_keys_of_the_stages_are_those_of_the_page() -> None:
    assert tuple(re.findall(r"[a-z_]+", PAGE.rpartition("same keys everywhere:")[2])) == STAGES
