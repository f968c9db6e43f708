"""Questionnaires written as XLSForm, the format of ODK and KoboToolbox, become surveys."""

from usecases.xlsform.problems import FormErrors, Problem, ProblemKind
from usecases.xlsform.reading import FormReport, check_form, read_survey
from usecases.xlsform.sheets import FileType

__all__ = ["FileType", "FormErrors", "FormReport", "Problem", "ProblemKind", "check_form", "read_survey"]
