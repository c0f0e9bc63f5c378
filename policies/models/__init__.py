"""The records. Rules about one record are its methods; rules about many are querysets."""

from .citation import Citation, Relation, Resolution
from .cited_part import CitedPart
from .document import Document, DocumentAlias, DocumentVersion, Genre, Issuance, Level
from .evidence import Confidence, Finding, Origin, Review
from .issuing_body import BodyAlias, IssuingBody, NumberCode
from .provision import Provision, Theme
from .region import Reach, Region, RegionOverlap
from .responsibility import Responsibility
from .subsidy import AmountTerm, ClauseKind, ConditionTerm, Form, Role, Stacking, SubsidyClause, SupportKind
from .target import Certainty, Comparator, Precision, ReportedFigure, Target
from .validity import Validity, ValidityFact, ValidityState
from .workflow import Change, Move, MoveRefused, State, changed

__all__ = [
    "AmountTerm", "BodyAlias", "Certainty", "Change", "Citation", "CitedPart", "ClauseKind", "Comparator", "ConditionTerm", "Confidence",
    "Document", "DocumentAlias", "DocumentVersion", "Finding", "Form", "Genre", "Issuance", "IssuingBody", "Level", "Move",
    "MoveRefused", "NumberCode", "Origin", "Precision", "Provision", "Reach", "Region", "RegionOverlap", "Relation",
    "ReportedFigure", "Resolution", "Responsibility", "Review", "Role", "Stacking", "State", "SubsidyClause", "SupportKind",
    "Target", "Theme", "Validity", "ValidityFact", "ValidityState", "changed",
]
