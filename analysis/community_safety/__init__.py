"""The report “Community safety capacity” (2009): its tables and figures, in its order.

Titles and labels are the report's own, misprints kept, so that every cell can be found in it.
"""

from analysis.community_safety import (
    appendix_d,
    capacity,
    figures,
    leadership,
    organisations,
    overview,
    partners,
    prose,
    support,
)

QUESTIONNAIRE = "community-safety-capacity"

TABLES = (
    *overview.TABLES,
    *capacity.TABLES,
    *leadership.TABLES,
    *partners.TABLES,
    *organisations.TABLES,
    *support.TABLES,
    *appendix_d.TABLES,
)
FIGURES = figures.FIGURES
DRAWINGS = figures.DRAWINGS
STATEMENTS = prose.STATEMENTS
