"""Questionnaires written as XLSForm, the format of ODK and KoboToolbox, become surveys."""

from usecases.xlsform.problems import FormErrors, Problem, ProblemKind, Severity
from usecases.xlsform.reading import FormReport, check_form, read_survey
from usecases.xlsform.tables import FileType

__all__ = [
    "FileType",
    "FormErrors",
    "FormReport",
    "Problem",
    "ProblemKind",
    "Severity",
    "check_form",
    "read_survey",
]
