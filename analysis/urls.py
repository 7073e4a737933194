from django.urls import URLPattern, path, re_path

from analysis.views import (
    beside_others,
    code_frames,
    crosstabs,
    exports,
    figures,
    odata,
    open_answers,
    programs,
    quotations,
    reporting,
    research_reports,
    tokens,
)

app_name = "analysis"


def _exports(start: str, name: str, *, personal: bool) -> list[URLPattern]:
    """The pages of files, for those with the answers of single organisations and for the others."""
    which = {"personal": personal}
    return [
        path(start, exports.page, which, name=name.format("", "s")),
        path(f"{start}<int:pk>/", exports.export, which, name=name.format("", "")),
        path(f"{start}<int:pk>/cancel/", exports.cancel, which, name=name.format("cancel_", "")),
        path(f"{start}weekly/<int:pk>/stop/", exports.stop, which, name=name.format("stop_", "")),
    ]


urlpatterns = [
    path("answer/<uuid:public_id>/beside-others/", beside_others.page, name="beside_others"),
    path("report/", reporting.whole_report, name="report"),
    path("report/report.json", reporting.report_json, name="report_json"),
    path("report/reconciliation/", reporting.compared, name="reconciliation"),
    path("report/earlier/", reporting.beside_earlier, name="beside_earlier"),
    path("report/since/", reporting.since_then, name="since"),
    path("report/crosstab/", crosstabs.builder, name="crosstab"),
    path("report/crosstab/keep/", crosstabs.keep, name="keep_crosstab"),
    path("report/crosstab/crosstab.<slug:kind>", crosstabs.file, name="crosstab_file"),
    path("report/crosstab/<int:table>/<int:row>/<int:column>/", crosstabs.cell, name="crosstab_cell"),
    path("report/crosstabs/", crosstabs.kept, name="kept_crosstabs"),
    path("report/crosstabs/<int:pk>/", crosstabs.saved, name="saved_crosstab"),
    path("report/crosstabs/<int:pk>/remove/", crosstabs.remove, name="remove_crosstab"),
    path("report/own/new/", research_reports.new, name="new_research_report"),
    path("report/own/<int:pk>/", research_reports.page, name="research_report"),
    path("report/own/<int:pk>/report.<slug:kind>", research_reports.file, name="research_report_file"),
    path("report/own/<int:pk>/add/", research_reports.add, name="add_to_report"),
    path("report/own/<int:pk>/remove/", research_reports.remove, name="remove_report"),
    path("report/own/entry/<int:pk>/", research_reports.entry, name="report_entry"),
    path("report/own/entry/<int:pk>/move/", research_reports.move, name="move_entry"),
    path("report/own/entry/<int:pk>/take-out/", research_reports.take_out, name="take_out_entry"),
    path("report/<slug:table_id>/", reporting.table, name="table"),
    path("report/<slug:table_id>/<int:row>/<int:column>/", reporting.cell, name="cell"),
    path("report/<slug:table_id>/<slug:size>.svg", figures.svg, name="figure_svg"),
    path("report/<slug:table_id>/figure.png", figures.png, name="figure_png"),
    path("open-answers/", open_answers.index, name="open_answers"),
    path("open-answers/quotations/", quotations.page, name="quotations"),
    path("open-answers/quotations/<int:pk>/take-out/", quotations.take_out, name="take_out_quotation"),
    path("open-answers/<slug:variable>/", open_answers.read, name="read_answers"),
    path("open-answers/<slug:variable>/code/", open_answers.next_one, name="code_next"),
    path("open-answers/<slug:variable>/code/<int:response_id>/", open_answers.code, name="code_answer"),
    path("open-answers/<slug:variable>/agreement/", open_answers.agreement, name="agreement"),
    path("open-answers/<slug:variable>/frame/", code_frames.page, name="code_frame"),
    path("open-answers/<slug:variable>/frame/<slug:code>/", code_frames.theme, name="theme"),
    path("open-answers/<slug:variable>/frame/<slug:code>/merge/", code_frames.merge, name="merge_theme"),
    path("open-answers/<slug:variable>/quote/<int:response_id>/", quotations.quote, name="quote"),
    path("exports/programs/", tokens.page, name="tokens"),
    path("exports/programs/everybody/", tokens.everybody, name="all_tokens"),
    path("exports/programs/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("exports/programs/everybody/<int:pk>/revoke/", tokens.revoke_anybodys, name="revoke_anybodys_token"),
    path("api/v1/openapi.json", programs.openapi, name="api"),
    path("api/v1/surveys/", programs.surveys, name="api_surveys"),
    path("api/v1/surveys/<slug:code>/codebook/", programs.codebook, name="api_codebook"),
    path("api/v1/surveys/<slug:code>/responses/", programs.answers, name="api_responses"),
    path("api/v1/surveys/<slug:code>/tables/", programs.tables, name="api_tables"),
    path("api/v1/surveys/<slug:code>/tables/<slug:table_id>/", programs.tables, name="api_table"),
    path("api/v1/surveys/<slug:code>/rates/", programs.rates, name="api_rates"),
    path("odata/v1/<slug:code>/", odata.service, name="odata"),
    path("odata/v1/<slug:code>/$metadata", odata.described, name="odata_metadata"),
    path("odata/v1/<slug:code>/Responses", odata.records, {"name": "Responses"}, name="odata_responses"),
    path("odata/v1/<slug:code>/<slug:name>", odata.records, name="odata_records"),
    re_path("^api/v1/(?P<rest>(.*/)?)$", programs.nothing, name="api_nothing"),  # without a slash Django adds one
    re_path("^odata/v1/(?P<rest>|.*/.+)$", odata.nothing, name="odata_nothing"),
    path("exports/record/", exports.record, name="export_record"),
    path("exports/<int:pk>/file/", exports.file, name="export_file"),
    path("exports/responses/<int:pk>/file/", exports.personal_file, name="personal_export_file"),
    *_exports("exports/", "{}export{}", personal=False),
    *_exports("exports/responses/", "{}personal_export{}", personal=True),
]
