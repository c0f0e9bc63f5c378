"""Addresses of what the collection holds; one grammar: plural nouns, then what names one of them."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import (
    bodies,
    compare,
    coverage,
    documents,
    graph,
    indicators,
    preferences,
    regions,
    search,
    targets,
    validity,
)
from .views.estimating.page import estimate_page
from .views.subsidies import clause, finder, places

app_name = "policies"


class NameConverter(StringConverter):
    """What may name a record in an address: PostgreSQL refuses NUL in any text, so no address with it leads anywhere."""

    regex = r"[^/\x00]+"


register_converter(NameConverter, "name")

urlpatterns = [
    path("documents/", documents.document_list, name="document-list"),
    path("documents/<name:slug>/", documents.document_detail, name="document-detail"),
    path("documents/<name:slug>/graph/", graph.document_graph, name="document-graph"),
    path("documents/<name:slug>/versions/", validity.document_versions, name="document-versions"),
    path("bodies/", bodies.body_list, name="body-list"),
    path("bodies/<name:slug>/", bodies.body_detail, name="body-detail"),
    path("regions/", regions.region_list, name="region-list"),
    path("regions/<name:key>/", regions.region_detail, name="region-detail"),
    path("subsidies/", finder.subsidy_list, name="subsidy-list"),
    path("subsidies/compare/", places.subsidy_compare, name="subsidy-compare"),
    path("subsidies/<int:pk>/", clause.subsidy_detail, name="subsidy-detail"),
    path("estimate/", estimate_page, name="estimate"),
    path("targets/", targets.target_list, name="target-list"),
    path("targets/indicators/", indicators.indicator_list, name="indicator-list"),
    path("compare/", compare.compare, name="compare"),
    path("ending/", validity.ending, name="ending"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("search/", search.search_page, name="search"),
    path("suggest/", search.suggestions, name="suggest"),
    path("text-size/", preferences.text_size, name="text-size"),
]
