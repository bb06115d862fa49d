"""The print page: a gallery with pictures, the preview of what is saved and printed, and saving all papers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
import shiboken6
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QComboBox, QProgressBar
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from facilitator.errors import UserError
from facilitator.export import papers, second_process
from facilitator.export.codes import code_of
from facilitator.export.compose import pack as compose_pack
from facilitator.export.kinds import PAPERS, PaperKind
from facilitator.i18n import _
from facilitator.models import set_up
from facilitator.models.codes import IssuedCode
from facilitator.models.cycle import Cycle
from facilitator.models.store import Store
from facilitator.ui import press
from facilitator.ui.context import Context
from facilitator.ui.pages import print as print_page
from facilitator.ui.pages import print_all, print_gallery
from facilitator.ui.pages.print import PrintPage
from facilitator.ui.pages.print_gallery import GROUPS, group_of
from facilitator.ui.pdf_pages import PdfPages
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.robots import Robot, unnamed

CYCLE_PAPER, VILLAGE_PAPER, POINT_PAPER = "invitation", "blank-attendance", "blank-issues"
"""Papers that every cycle can print, about the whole commune, one village and one service."""
NOT_YET = ("village-scorecard", "joint-scorecard", "action-plan", "citizens-budget")
FEW = {CYCLE_PAPER, VILLAGE_PAPER, POINT_PAPER, *NOT_YET}


class PrintRobot(Robot):
    """Somebody at the print page."""

    def __init__(self, page: PrintPage, qtbot: QtBot) -> None:
        super().__init__(page)
        self.page = page
        self._bot = qtbot
        self.wait()

    def wait(self) -> None:
        """Until every paper on show is composed and drawn."""
        self._bot.waitUntil(lambda: self.page.idle, timeout=60_000)

    def open(self, key: str) -> bytes:
        """Open a paper of the gallery with the keyboard; gives the bytes of the preview."""
        self.focus(f"paper_{key}")
        self.press("Enter")
        self.wait()
        return self.page.paper.preview.content

    def choose(self, name: str, row: int) -> None:
        """Pick from a list with the arrow keys."""
        self.widget(f"{name}_list", QComboBox).setFocus()
        self.press(*["Up"] * 30, *["Down"] * row)
        self.wait()

    def scroll_through(self) -> None:
        """See every paper of the gallery once."""
        bar = self.page.gallery.verticalScrollBar()
        for place in range(0, bar.maximum() + bar.pageStep(), bar.pageStep()):
            bar.setValue(place)
            self.wait()

    def save_all(self, folder: Path) -> str:
        """Save all papers; gives the sentence at the end."""
        self.page.save_all_to(folder)
        self.wait_for_saving()
        return self.page.remark.text()

    def between_papers(self, action: Callable[[], None]) -> None:
        """Do something whenever a paper is finished and the next one is not begun: never too late, however busy."""
        progress = self.widget("save_progress")
        assert isinstance(progress, QProgressBar)
        progress.valueChanged.connect(action)

    def wait_for_saving(self) -> None:
        """Until the papers are saved or the saving was stopped."""
        self._bot.waitUntil(lambda: self.page._saving is None, timeout=60_000)


class Drawn(NamedTuple):
    """A paper that the sketching press was asked for."""

    key: str
    language: str
    digits: str
    colour: bool


def sketch(drawn: list[Drawn], kind: PaperKind, document: object, language: str, digits: str, *, colour: bool) -> bytes:
    """A small PDF of three pages in place of the paper: what papers look like is tested where they are drawn."""
    import io

    drawn.append(Drawn(kind.key, language, digits, colour))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(210, 297), invariant=1)
    for page in range(3):
        canvas.drawString(20, 200, f"{kind.key} {language} {page} {hash(repr(document))}")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """Every paper that is drawn from now on, as a sketch."""
    found: list[Drawn] = []
    monkeypatch.setattr(papers, "render", partial(sketch, found))
    return found


@contextmanager
def at_page(store: Store, cycle: Cycle, qtbot: QtBot) -> Iterator[PrintRobot]:
    """The print page of a cycle, ready."""
    context = Context(store, cycle.id)
    page = PrintPage(context)
    qtbot.addWidget(page)
    page.resize(900, 640)
    yield PrintRobot(page, qtbot)
    page.hide()
    page.paper.preview.say("")
    context.close()


@pytest.fixture(scope="module")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cycle just begun: it has services and villages, and nothing else."""
    path = tmp_path_factory.mktemp("new") / "new.db"
    with Store.create(path) as made:
        set_up.new_cycle(made, "011001", 2026)
    return path


@pytest.fixture
def store(new_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the new cycle, open."""
    with Store.open(Path(shutil.copy(new_file, tmp_path / "new.db"))) as opened:
        yield opened


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the list of papers shorter: `only("action-plan", "pack")`."""

    def shorten(*keys: str) -> None:
        kinds = tuple(kind for kind in PAPERS if kind.key in keys)
        for module in (papers, print_page, print_gallery, compose_pack):
            monkeypatch.setattr(module, "PAPERS", kinds)

    return shorten


@pytest.fixture
def few(only: Callable[..., None]) -> None:
    """A few papers, of which a new cycle cannot print some yet."""
    only(*FEW)


@pytest.fixture
def robot(store: Store, qtbot: QtBot, drawn: list[Drawn], few: None) -> Iterator[PrintRobot]:
    """Somebody at the print page of the new cycle, with a few papers that are sketches."""
    with at_page(store, store.cycles()[-1], qtbot) as somebody:
        yield somebody


# --- the gallery -------------------------------------------------------------------------------------------


def test_the_gallery_has_every_paper_of_the_sample_with_a_picture(
    demo_store: Store, qtbot: QtBot, drawn: list[Drawn]
) -> None:
    with at_page(demo_store, demo_store.cycles()[-1], qtbot) as robot:
        gallery = robot.page.gallery
        assert sorted([*gallery.papers(), *gallery.missing()]) == sorted(kind.key for kind in PAPERS)
        assert set(NOT_YET) <= set(gallery.papers())
        assert len(drawn) < len(gallery.papers())  # only what is in view
        robot.scroll_through()
        bulky = {kind.key for kind in PAPERS if kind.bulky}
        for key in set(gallery.papers()) - bulky:
            assert not gallery.tile(key).waiting
            assert not gallery.tile(key).picture.isNull()
        assert sorted(each.key for each in drawn) == sorted(set(gallery.papers()) - bulky)
        assert unnamed(robot.page) == []


def test_papers_stand_in_the_order_of_their_groups(robot: PrintRobot) -> None:
    order = [group.key for group in GROUPS]
    kinds = {kind.key: kind for kind in PAPERS}
    groups = [order.index(group_of(kinds[key])) for key in robot.page.gallery.papers()]
    assert groups == sorted(groups)
    assert len(set(groups)) > 1


def test_a_paper_that_cannot_be_printed_says_why_and_leads_to_the_page_that_mends_it(
    robot: PrintRobot, qtbot: QtBot
) -> None:
    missing = robot.page.gallery.missing()
    assert set(missing) == set(NOT_YET)
    assert all(sentence.endswith((".", "។")) for sentence in missing.values())
    with qtbot.waitSignal(robot.page.context.wanted) as asked:
        robot.click("mend_action-plan")
    assert asked.args == ["action_plan"]


def test_without_services_the_way_leads_to_preparing(store: Store, qtbot: QtBot, few: None) -> None:
    cycle = store.cycles()[-1]
    with store.transaction("No services", cycle=cycle):
        cycle.service_points.clear()
    with at_page(store, cycle, qtbot) as robot:
        assert robot.page.choices.point is None
        assert robot.page.gallery.missing()[VILLAGE_PAPER]
        assert robot.called(_("Attendance form, blank") + ": " + _("Open the page “{page}”").format(page=_("Prepare")))


def test_what_becomes_possible_moves_to_its_shelf(robot: PrintRobot, store: Store) -> None:
    from facilitator.models.action import Action

    cycle = store.cycles()[-1]
    assert "action-plan" in robot.page.gallery.missing()
    with store.transaction("First activity", cycle=cycle):
        cycle.actions.append(Action(part="A", position=1, activity="ជួសជុលអណ្តូងទឹក"))
    robot.wait()
    assert "action-plan" in robot.page.gallery.papers()
    store.undo()
    robot.wait()
    assert "action-plan" in robot.page.gallery.missing()


def test_only_what_has_changed_is_drawn_again(robot: PrintRobot, drawn: list[Drawn]) -> None:
    drawn.clear()
    robot.page.refresh()
    robot.wait()
    assert drawn == []
    robot.choose("paper_village", 1)
    scopes = {kind.key: kind.scope for kind in PAPERS}
    assert {scopes[each.key] for each in drawn} == {"village"}


def test_the_language_is_chosen_for_all_papers(robot: PrintRobot, drawn: list[Drawn]) -> None:
    drawn.clear()
    robot.click("paper_language_km-en")
    robot.wait()
    assert {each.language for each in drawn} == {"km-en"}
    assert {each.key for each in drawn} == set(robot.page.gallery.papers())


def test_digits_and_colours_are_chosen_where_papers_have_them(robot: PrintRobot, drawn: list[Drawn]) -> None:
    drawn.clear()
    robot.click("paper_digits_arabic")
    robot.wait()
    assert {each.digits for each in drawn} == {"arabic"}
    assert {each.key for each in drawn} == set(robot.page.gallery.papers())
    drawn.clear()
    robot.click("paper_colours_colour")
    robot.wait()
    assert drawn == []  # blank forms and letters have no colours: they are the same


def test_the_villages_follow_the_service(robot: PrintRobot, store: Store) -> None:
    cycle = store.cycles()[-1]
    with store.transaction("Fewer villages", cycle=cycle):
        cycle.service_points[1].serve(cycle.commune.villages[2:4])
    robot.choose("paper_service", 1)
    robot.choose("paper_village", 1)
    village = cycle.commune.villages[3]
    assert robot.page.gallery.tile(VILLAGE_PAPER).about().endswith(village.name_en)
    assert robot.page.gallery.tile(POINT_PAPER).about().endswith(cycle.service_points[1].name("en"))
    robot.open(VILLAGE_PAPER)
    assert village.code in robot.page.paper.file_name


def test_arrows_walk_over_the_shelves(robot: PrintRobot) -> None:
    assert robot.page.gallery.papers() == [CYCLE_PAPER, VILLAGE_PAPER, POINT_PAPER]
    robot.page.focus_first()
    walked = []
    for key in ("Left", "Right", "Right", "Right", "Up", "Up", "Down", "Left"):
        robot.press(key)
        walked.append(robot.focused().removeprefix("paper_"))
    first, left, right = CYCLE_PAPER, VILLAGE_PAPER, POINT_PAPER
    assert walked == [first, left, right, right, first, first, left, first]


def test_the_keyboard_waits_for_the_first_paper(store: Store, qtbot: QtBot, drawn: list[Drawn], few: None) -> None:
    context = Context(store, store.cycles()[-1].id)
    page = PrintPage(context)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.focus_first()
    assert page.gallery.papers() == []
    robot = PrintRobot(page, qtbot)
    assert robot.focused() == f"paper_{CYCLE_PAPER}"
    page.hide()
    context.close()


def test_in_khmer_everything_is_khmer(
    store: Store, qtbot: QtBot, drawn: list[Drawn], few: None, use_language: Callable[[str], None]
) -> None:
    use_language("km")
    with at_page(store, store.cycles()[-1], qtbot) as robot:
        assert robot.widget("back_to_papers").accessibleName() == _("All papers") != "All papers"
        assert robot.page.gallery.tile(CYCLE_PAPER).about() == _("{n} pages").format(n="៣")


def test_leaving_the_page_stops_composing(robot: PrintRobot, store: Store) -> None:
    robot.page.refresh()
    robot.page.hide()
    store.close()
    for _turn in range(5):
        QApplication.processEvents()
    assert robot.page.press.idle


def test_a_fault_in_one_paper_leaves_the_others(
    robot: PrintRobot, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = press.render

    def render(order: press.Order) -> bytes:
        if order.kind.key == VILLAGE_PAPER:
            raise ZeroDivisionError
        return plain(order)

    monkeypatch.setattr(press, "render", render)
    with qtbot.captureExceptions() as caught:
        robot.click("paper_language_en")
        robot.wait()
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert not robot.page.gallery.tile(CYCLE_PAPER).waiting


# --- one paper ---------------------------------------------------------------------------------------------


def test_the_preview_shows_the_bytes_that_are_saved(store: Store, qtbot: QtBot, tmp_path: Path, few: None) -> None:
    """The real press, once."""
    cycle = store.cycles()[-1]
    with at_page(store, cycle, qtbot) as robot:
        content = robot.open(CYCLE_PAPER)
        (job,) = papers.jobs(store, cycle, CYCLE_PAPER)
        assert content == papers.render(job.paper, job.document(), "km")
        assert store.all(IssuedCode) == []
        robot.page.paper.save_to(tmp_path / "letters")
        assert [entry.code for entry in store.all(IssuedCode)] == [code_of(CYCLE_PAPER, job.document())]
        assert (tmp_path / "letters.pdf").read_bytes() == content
        assert "letters.pdf" in robot.page.paper.remark.text()
        assert robot.page.paper.file_name == job.file_name("km")
        with closing(PdfPages(content)) as pages:
            assert robot.page.paper.preview.pages == len(pages) > 0


def test_pages_are_turned_and_enlarged_by_keys(robot: PrintRobot) -> None:
    robot.open(CYCLE_PAPER)
    preview = robot.page.paper.preview
    assert robot.focused() == "preview"
    robot.press("PageDown", "PageDown", "PageDown")
    assert preview.page == 2
    assert robot.widget("preview_where").property("text") == "Page 3 of 3"
    robot.press("PageUp")
    assert preview.page == 1
    width = preview._sheet.pixmap().width()
    robot.press("=")
    assert preview._sheet.pixmap().width() > width
    robot.press("-", "-")
    assert preview._sheet.pixmap().width() < width
    robot.press("0")
    assert preview._sheet.pixmap().height() <= preview._scroll.maximumViewportSize().height()
    robot.press("0")
    assert preview._sheet.pixmap().width() == width


def test_escape_leads_back_to_the_paper_in_the_gallery(robot: PrintRobot) -> None:
    robot.open(POINT_PAPER)
    assert not robot.page.gallery.isVisible()
    robot.press("Escape")
    assert robot.focused() == f"paper_{POINT_PAPER}"
    assert robot.page.paper.preview.pages == 0


def test_what_holds_other_papers_is_made_when_it_is_opened(
    demo_store: Store, qtbot: QtBot, drawn: list[Drawn], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected: list[tuple[str, str]] = []
    monkeypatch.setattr(papers, "expect", lambda kind, language, _digits: expected.append((kind.key, language)))
    with at_page(demo_store, demo_store.cycles()[-1], qtbot) as robot:
        robot.scroll_through()
        assert "pack" in robot.page.gallery.papers()
        assert "pack" not in {each.key for each in drawn}
        assert robot.open("pack").startswith(b"%PDF")
        assert ("pack", robot.page.choices.manner().language) in expected
        assert robot.page.paper.save_button.isEnabled()
        robot.press("Escape")
        assert not robot.page.gallery.tile("pack").picture.isNull()


def test_the_open_paper_follows_the_choices(robot: PrintRobot) -> None:
    before = robot.open(VILLAGE_PAPER)
    robot.press("PageDown")
    robot.choose("paper_village", 2)
    assert robot.page.paper.preview.content != before
    assert robot.page.paper.preview.page == 0
    assert robot.page.paper.save_button.isEnabled()


def test_the_open_paper_says_when_it_cannot_be_printed_any_more(robot: PrintRobot, store: Store, qtbot: QtBot) -> None:
    robot.open(VILLAGE_PAPER)
    cycle = store.cycles()[-1]
    with store.transaction("No services", cycle=cycle):
        cycle.service_points.clear()
    robot.wait()
    assert "Prepare" in robot.widget("preview_sentence").property("text")
    assert not robot.page.paper.print_button.isEnabled()
    with qtbot.waitSignal(robot.page.context.wanted) as asked:
        robot.click("mend_paper")
    assert asked.args == ["prepare"]


def test_characters_that_cannot_be_printed_are_listed(robot: PrintRobot, store: Store) -> None:
    cycle = store.cycles()[-1]
    with store.transaction("A name", cycle=cycle):
        cycle.service_points[0].name_km = "សាលារៀន 🙂"
    robot.open(POINT_PAPER)
    assert "🙂" in robot.page.paper.odd.text()
    store.undo()
    robot.wait()
    assert robot.page.paper.odd.text() == ""


def test_a_booklet_to_fold_says_how_to_print_it(
    demo_store: Store, qtbot: QtBot, drawn: list[Drawn], only: Callable[..., None]
) -> None:
    only("citizens-budget", "citizens-budget-imposed")
    with at_page(demo_store, demo_store.cycles()[-1], qtbot) as robot:
        robot.open("citizens-budget-imposed")
        assert "short edge" in robot.page.paper.remark.text()
        robot.press("Escape")
        robot.open("citizens-budget")
        assert robot.page.paper.remark.text() == ""


def test_without_a_printer_the_page_says_what_to_do(robot: PrintRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    robot.open(CYCLE_PAPER)
    robot.click("print_paper")
    assert "no printer" in robot.page.paper.remark.text()


def test_a_folder_that_cannot_be_written_is_a_sentence(robot: PrintRobot, tmp_path: Path) -> None:
    robot.open(CYCLE_PAPER)
    (tmp_path / "file").write_text("in the way")
    robot.page.paper.save_to(tmp_path / "file" / "letters.pdf")
    assert "not there any more" in robot.page.paper.remark.text()


# --- all papers --------------------------------------------------------------------------------------------


def whole_files(folder: Path) -> list[str]:
    """The names of the files in a folder, every one a whole PDF."""
    found = sorted(folder.iterdir())
    assert all(path.suffix == ".pdf" and path.read_bytes().rstrip().endswith(b"%%EOF") for path in found)
    return [path.name for path in found]


def test_all_papers_are_saved_with_progress(robot: PrintRobot, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    robot.page.save_all_to(folder)
    assert robot.widget("save_progress").isVisible()
    robot.wait_for_saving()
    cycle = store.cycles()[-1]
    wanted = [job.file_name("km") for job in papers.jobs(store, cycle) if job.paper.key in robot.page.gallery.papers()]
    assert whole_files(folder) == sorted(wanted)
    assert str(folder) in robot.page.remark.text()
    assert "Not yet possible" in robot.page.remark.text()
    assert not robot.widget("save_progress").isVisible()
    assert len(store.all(IssuedCode)) == len(wanted)


def test_cancelling_leaves_whole_files_only(robot: PrintRobot, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    robot.page.save_all_to(folder)

    def cancel() -> None:
        if len(list(folder.glob("*.pdf"))) >= 2:
            robot.click("cancel_save")

    robot.between_papers(cancel)
    robot.wait_for_saving()
    saved = whole_files(folder)
    assert 2 <= len(saved) <= 5  # when two are seen a third may be there, and two are at work
    assert robot.page.remark.text().startswith("Stopped.")
    assert f"{len(saved)} papers" in robot.page.remark.text()


def test_one_processor_draws_one_paper_after_the_other(
    robot: PrintRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_process, "is_worth_it", lambda: False)
    at_work: list[str] = []

    def save(path: Path, content: bytes) -> None:
        at_work.append(path.name)
        assert len(at_work) == 1
        path.write_bytes(content)
        at_work.clear()

    monkeypatch.setattr(print_all.files, "save", save)
    folder = tmp_path / "stick"
    folder.mkdir()
    assert "papers are in" in robot.save_all(folder)
    assert len(whole_files(folder)) > 5


def test_a_stick_that_is_pulled_out_is_a_sentence(
    robot: PrintRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_process, "is_worth_it", lambda: False)  # or another paper is being written meanwhile
    folder = tmp_path / "stick"
    folder.mkdir()
    robot.page.save_all_to(folder)

    def pull() -> None:
        if any(folder.glob("*.pdf")):
            folder.rename(tmp_path / "pulled")

    robot.between_papers(pull)
    robot.wait_for_saving()
    assert "stick still" in robot.page.remark.text()
    assert not folder.exists()
    assert whole_files(tmp_path / "pulled")
    assert "plugged in" in robot.save_all(folder)


def test_a_full_stick_is_refused_before_anything_is_written(
    robot: PrintRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(print_all.shutil, "disk_usage", lambda _folder: usage._replace(free=1_500_000))
    folder = tmp_path / "stick"
    folder.mkdir()
    assert "1 MB free" in robot.save_all(folder)
    assert whole_files(folder) == []


def test_saving_that_nobody_waits_for_ends_its_process(robot: PrintRobot, tmp_path: Path) -> None:
    robot.page.save_all_to(tmp_path)
    saving = robot.page._saving
    assert saving is not None
    renderer = saving._renderer
    shiboken6.delete(saving)
    assert not renderer.is_there


def test_papers_that_were_saved_before_the_cycle_was_left_are_known(
    robot: PrintRobot, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    robot.page.save_all_to(folder)
    robot._bot.waitUntil(lambda: any(folder.glob("*.pdf")), timeout=60_000)
    saving = robot.page._saving
    assert saving is not None
    robot.page.context.closed.emit()
    assert not saving._renderer.is_there
    robot._bot.waitUntil(lambda: not saving._at_work, timeout=60_000)
    assert len(whole_files(folder)) == len(store.all(IssuedCode)) < saving.count


def test_what_goes_wrong_while_writing_stops_the_rest(
    robot: PrintRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise UserError("There is no room left.")

    monkeypatch.setattr(print_all.files, "save", full)
    assert robot.save_all(tmp_path).startswith("There is no room left.")
    assert robot.page.saving_part.button.isVisible()


@WAYS
def test_a_paper_that_cannot_be_saved_is_a_sentence(
    robot: PrintRobot, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    robot.open(CYCLE_PAPER)
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    robot.page.paper.save_to(stick.folder / "letters.pdf")
    stick.check(robot.page.paper.remark.text())
    assert store.all(IssuedCode) == []


@WAYS
def test_papers_that_cannot_be_saved_are_a_sentence(
    robot: PrintRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    stick.check(robot.save_all(stick.folder))
