"""How full the quotas' cells are, as far as staff may see it: by the answers that are cut loose, in tens."""

from dataclasses import dataclass

from db import quotas, surveys
from db.surveys import Offer
from db.unit import Unit
from domain.languages import Texts
from domain.quotas import QuotaState, state_of
from domain.survey import Quota, Survey
from usecases.plain_surveys import plain_survey


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell with the labels of its codes; a code without a label stands for itself."""

    labels: tuple[tuple[str, Texts], ...]
    state: QuotaState


@dataclass(frozen=True, slots=True)
class QuotasView:
    """The cells of one survey."""

    title: Texts
    cells: tuple[CellView, ...]


def quotas_of_all(unit: Unit) -> tuple[QuotasView, ...]:
    """Return the cells of every survey that has not ended and has quotas."""
    offers = (one for one in surveys.offers(unit) if one.ended_on is None and one.survey.quotas)
    return tuple(QuotasView(offer.survey.title, _cells(unit, offer)) for offer in offers)


def states(unit: Unit, survey_key: str) -> tuple[QuotaState, ...]:
    """Return how the cells of a survey's newest version stand."""
    offer = surveys.offer(unit, survey_key)
    return () if offer is None else tuple(cell.state for cell in _cells(unit, offer))


def _cells(unit: Unit, offer: Offer) -> tuple[CellView, ...]:
    shown = quotas.shown(unit, offer.key)
    return tuple(
        CellView(_labels(plain_survey(offer.survey), quota), state_of(quota, shown.get(quota.key, 0)))
        for quota in offer.survey.quotas
    )


def _labels(survey: Survey, quota: Quota) -> tuple[tuple[str, Texts], ...]:
    found = []
    for name, code in quota.cell.items():
        choice = survey.question(name).choice(code) if name in survey.positions else None
        found.append((code, choice.label if choice else {}))
    return tuple(found)
