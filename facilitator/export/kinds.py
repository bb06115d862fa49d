"""The list of every paper there is, in the order of the cycle: to add one, add its line here (see README)."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.i18n import N_


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper. `compose` and `render` are `module:function`, loaded when the paper is first made.

    compose(job) gives the frozen document, or is a generator that returns it where that takes more than some
    milliseconds (raises UserError when something is missing for it);
    render(document, language) gives the PDF's bytes.
    """

    key: str
    title: str
    scope: str
    """`cycle`, `service_point` or `village`: what one copy is about."""
    compose: str
    render: str
    stage: str
    """The stage of the cycle in which it is wanted: where the print page shows it."""
    sample: str
    """`module:NAME` of its SAMPLE in `facilitator.export.documents`: what the tests of every paper print."""
    colours: bool = False
    """Whether it can be had in colour: its `render` then takes `colour=True`. All are made for black and white."""

    sessions: tuple[str, ...] = ()
    """The stages whose finished meetings and scores it tells of: a reprint says when one of these was corrected."""

    bulky: bool = False
    """Whether it holds many other papers: it is made when it is asked for, not for its picture."""


PAPERS = (
    PaperKind(
        "blank-attendance",
        N_("Attendance form, blank"),
        "village",
        "forms:attendance",
        "blank_attendance:render",
        stage="prepare",
        sample="forms:SAMPLE_ATTENDANCE",
    ),
    PaperKind(
        "blank-input-tracking",
        N_("Input tracking form, blank"),
        "service_point",
        "forms:input_tracking",
        "blank_input_tracking:render",
        stage="information",
        sample="forms:SAMPLE_INPUT_TRACKING",
    ),
    PaperKind(
        "blank-issues",
        N_("Form for issues and criteria, blank"),
        "service_point",
        "forms:issues",
        "blank_issues:render",
        stage="criteria",
        sample="forms:SAMPLE_ISSUES",
    ),
    PaperKind(
        "blank-tally",
        N_("Tally sheets, blank"),
        "village",
        "blank_scores:tally",
        "blank_scores:tally",
        stage="scoring",
        sample="blank_scores:SAMPLE_TALLY",
    ),
    PaperKind(
        "blank-self-assessment",
        N_("Self-assessment form, blank"),
        "service_point",
        "blank_scores:self_assessment",
        "blank_scores:tally",
        stage="self_assessment",
        sample="blank_scores:SAMPLE_SELF_ASSESSMENT",
    ),
    PaperKind(
        "blank-minutes",
        N_("Minutes of the interface meeting, blank"),
        "service_point",
        "forms:minutes",
        "blank_minutes:render",
        stage="interface",
        sample="forms:SAMPLE_MINUTES",
    ),
    PaperKind(
        "blank-action-plan",
        N_("Action plan, blank"),
        "cycle",
        "blank_action_plan:action_plan",
        "blank_action_plan:render",
        stage="action_plan",
        sample="blank_action_plan:SAMPLE",
    ),
    PaperKind(
        "blank-questionnaire",
        N_("Questionnaire, blank"),
        "cycle",
        "blank_questionnaire:questionnaire",
        "blank_questionnaire:render",
        stage="survey",
        sample="blank_questionnaire:SAMPLE",
    ),
    PaperKind(
        "invitation",
        N_("Letters of invitation"),
        "cycle",
        "invitation:invitation",
        "invitation:render",
        stage="prepare",
        sample="invitation:SAMPLE",
    ),
    PaperKind(
        "notice",
        N_("Notice of a meeting"),
        "village",
        "notice:notice",
        "notice:render",
        stage="prepare",
        sample="notice:SAMPLE",
    ),
    PaperKind(
        "information-sheet",
        N_("Information for citizens about a service"),
        "service_point",
        "information_sheet:information_sheet",
        "information_sheet:render",
        stage="information",
        sample="information_sheet:SAMPLE",
    ),
    PaperKind(
        "input-tracking",
        N_("Input tracking: standard, found, difference"),
        "service_point",
        "input_tracking:input_tracking",
        "input_tracking:render",
        stage="information",
        sample="input_tracking:SAMPLE",
        sessions=("information",),
    ),
    PaperKind(
        "village-scorecard",
        N_("Citizens' scorecard of a village"),
        "village",
        "scorecard:village",
        "scorecard:village",
        stage="scoring",
        sample="scorecard:SAMPLE_VILLAGE",
        sessions=("scoring",),
        colours=True,
    ),
    PaperKind(
        "service-scorecard",
        N_("Citizens' scorecard of a service"),
        "service_point",
        "scorecard:service",
        "scorecard:service",
        stage="scoring",
        sample="scorecard:SAMPLE_SERVICE",
        sessions=("scoring",),
        colours=True,
    ),
    PaperKind(
        "self-assessment",
        N_("Providers' self-assessment"),
        "service_point",
        "self_assessment:self_assessment",
        "self_assessment:render",
        stage="self_assessment",
        sample="self_assessment:SAMPLE",
        sessions=("self_assessment",),
    ),
    PaperKind(
        "joint-scorecard",
        N_("Joint scorecard: citizens and providers"),
        "service_point",
        "joint:joint_scorecard",
        "joint:render",
        stage="interface",
        sample="joint:SAMPLE",
        sessions=("scoring", "self_assessment"),
        colours=True,
    ),
    PaperKind(
        "disaggregated",
        N_("Scores by women, men and other groups"),
        "service_point",
        "disaggregated:disaggregated",
        "disaggregated:render",
        stage="results",
        sample="disaggregated:SAMPLE",
        sessions=("scoring",),
    ),
    PaperKind(
        "minutes",
        N_("Minutes of the interface meeting"),
        "cycle",
        "minutes:minutes",
        "minutes:render",
        stage="interface",
        sample="minutes:SAMPLE",
        sessions=("scoring", "self_assessment", "interface"),
    ),
    PaperKind(
        "action-plan",
        N_("Joint accountability action plan"),
        "cycle",
        "action_plan:action_plan",
        "action_plan:render",
        stage="action_plan",
        sample="action_plan:SAMPLE",
    ),
    PaperKind(
        "action-plan-status",
        N_("Action plan with status and money"),
        "cycle",
        "action_plan_status:action_plan_status",
        "action_plan_status:render",
        stage="follow_up",
        sample="action_plan_status:SAMPLE",
    ),
    PaperKind(
        "progress",
        N_("Progress report of the joint action plan"),
        "cycle",
        "progress:progress_report",
        "progress:render",
        stage="follow_up",
        sample="progress:SAMPLE",
    ),
    PaperKind(
        "progress-communes",
        N_("Progress of all plans of the year, commune by commune"),
        "cycle",
        "progress_communes:progress_communes",
        "progress_communes:render",
        stage="follow_up",
        sample="progress_communes:SAMPLE",
    ),
    PaperKind(
        "promises-kept",
        N_("Promises kept: the opening page of a round"),
        "cycle",
        "promises_kept:promises_kept",
        "promises_kept:render",
        stage="information",
        sample="promises_kept:SAMPLE",
    ),
    PaperKind(
        "survey-report",
        N_("Survey report"),
        "cycle",
        "survey_report:survey_report",
        "survey_report:render",
        stage="survey",
        sample="survey_report:SAMPLE",
    ),
    PaperKind(
        "poster",
        N_("Wall poster, A3, for people who do not read"),
        "service_point",
        "poster:poster",
        "poster:render",
        stage="results",
        sample="poster:SAMPLE",
        sessions=("scoring",),
        colours=True,
    ),
    PaperKind(
        "poster-tiled",
        N_("Wall poster on two sheets of A4"),
        "service_point",
        "poster:poster",
        "poster:tiled",
        stage="results",
        sample="poster:SAMPLE",
        sessions=("scoring",),
        colours=True,
    ),
    PaperKind(
        "citizens-budget",
        N_("Citizens' Budget booklet, A5 to read"),
        "cycle",
        "citizens_budget:citizens_budget",
        "citizens_budget:reading",
        stage="budget",
        sample="citizens_budget:SAMPLE",
    ),
    PaperKind(
        "citizens-budget-imposed",
        N_("Citizens' Budget booklet, A4 to fold"),
        "cycle",
        "citizens_budget:citizens_budget",
        "citizens_budget:imposed",
        stage="budget",
        sample="citizens_budget:SAMPLE",
    ),
    PaperKind(
        "citizens-budget-imposed-fronts",
        N_("Citizens' Budget booklet, A4 to fold: fronts, for a printer of single sides"),
        "cycle",
        "citizens_budget:citizens_budget",
        "citizens_budget:fronts",
        stage="budget",
        sample="citizens_budget:SAMPLE",
    ),
    PaperKind(
        "citizens-budget-imposed-backs",
        N_("Citizens' Budget booklet, A4 to fold: backs, for a printer of single sides"),
        "cycle",
        "citizens_budget:citizens_budget",
        "citizens_budget:backs",
        stage="budget",
        sample="citizens_budget:SAMPLE",
    ),
    PaperKind(
        "citizens-budget-sheet",
        N_("Citizens' Budget: information sheet for citizens, A4"),
        "cycle",
        "citizens_budget:citizens_budget",
        "citizens_budget_sheet:render",
        stage="budget",
        sample="citizens_budget:SAMPLE",
    ),
    PaperKind(
        "citizens-budget-poster",
        N_("Citizens' Budget poster, one page"),
        "cycle",
        "citizens_budget:citizens_budget",
        "citizens_budget_poster:render",
        stage="budget",
        sample="citizens_budget:SAMPLE",
    ),
    PaperKind(
        "commune-summary",
        N_("Summary of all services of the commune"),
        "cycle",
        "commune_summary:commune_summary",
        "commune_summary:render",
        stage="print",
        sample="commune_summary:SAMPLE",
        sessions=("scoring", "self_assessment"),
    ),
    PaperKind(
        "pack",
        N_("All papers of the cycle in one file"),
        "cycle",
        "pack:pack",
        "pack:render",
        stage="print",
        sample="pack:SAMPLE",
        bulky=True,
    ),
    PaperKind(
        "history",
        N_("History of changes"),
        "cycle",
        "history:history",
        "history:render",
        stage="print",
        sample="history:SAMPLE",
        bulky=True,
    ),
    PaperKind(
        "printer-test",
        N_("Printer test page"),
        "cycle",
        "forms:printer_test",
        "printer_test:render",
        stage="prepare",
        sample="forms:SAMPLE_PRINTER_TEST",
    ),
)
