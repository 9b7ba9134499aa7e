"""The proof sheet: what each stock's labels look like, and how far they read."""

from collections.abc import Sequence
from dataclasses import dataclass

from labels.margin import ReadTexts
from labels.proof import Proof as Proof
from labels.proof import proof_sheet, proofs
from labels.render import Fonts, LabelContent, LabelError
from station.app.label_drawing import Means, stock_table
from station.app.printing import SHEETS
from station.domain.errors import StationError
from station.domain.identifiers import specimen
from station.domain.protocol import volume_text
from station.domain.texts import PROOF, WORDS, Language
from station.ports.catalogue import Catalogue
from station.ports.printer import LabelSink

SHEET = SHEETS[0]
KIND = "cytogenetics"  # it has an additive and a volume
# Of stream 0, which no station has: a scan of it is answered as unknown.
CODE = f"000001234561{specimen.check_characters('000001234561')}"
SITE = "posterior-iliac-spine"
FAMILY, GIVEN = "TESTESEN-ØVREGÅRD", "Prøve Čáhppe"  # longer than most
PATIENT_ID = "00000000000"  # as many digits as a national number, and nobody's


@dataclass(frozen=True)
class Proofs:
    """Where the sheet is, and what stands on it."""

    file: str
    tried: Sequence[Proof]


def proof_labels(
    sink: LabelSink,
    file: str,
    means: Means,
    read: ReadTexts,
    stock: str | None = None,
) -> Proofs:
    """Put the sheet of all stocks, or of one, into the file of that name.

    ``read`` is the decoder that the margins are found with. Raises StationError and PrinterError.
    """
    catalogue, language, fonts = means.catalogue, means.language, Fonts(*means.fonts)
    tables = catalogue.stocks if stock is None else {stock: stock_table(catalogue, stock)}
    tried = list(proofs(sample(catalogue, language), tables, catalogue.profiles, fonts, read))
    paper = catalogue.sheets[SHEET]
    try:
        sheet = proof_sheet(tried, paper, SHEET, PROOF[language], fonts)
    except LabelError as error:
        raise StationError("{error}", error=error) from error
    sink.stage({file: sheet})
    return Proofs(sink.deliver()[file], tried)


def sample(catalogue: Catalogue, language: Language) -> LabelContent:
    """A label for nobody, with a text for every element."""
    plan = catalogue.kinds[KIND]
    return LabelContent(
        code=CODE,
        family=FAMILY,
        given=GIVEN,
        readable_id=specimen.format(CODE),
        birth_date="2014-05-17",
        kind=plan.name[language],
        side="left",
        side_word=WORDS[language]["left-label"],
        additive=plan.additive,
        volume=volume_text(plan),
        site=catalogue.names.site(SITE)[language],
        patient_id=PATIENT_ID,
    )
