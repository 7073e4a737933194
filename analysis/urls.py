from django.urls import path

from analysis.views import beside_others, crosstabs, figures, reporting, research_reports

app_name = "analysis"

urlpatterns = [
    path("answer/<uuid:public_id>/beside-others/", beside_others.page, name="beside_others"),
    path("report/", reporting.whole_report, name="report"),
    path("report/report.json", reporting.report_json, name="report_json"),
    path("report/reconciliation/", reporting.compared, name="reconciliation"),
    path("report/earlier/", reporting.beside_earlier, name="beside_earlier"),
    path("report/crosstab/", crosstabs.builder, name="crosstab"),
    path("report/crosstab/keep/", crosstabs.keep, name="keep_crosstab"),
    path("report/crosstab/crosstab.<slug:kind>", crosstabs.file, name="crosstab_file"),
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
    path("exports/", reporting.exports, name="exports"),
    path("exports/responses.csv", reporting.export_csv, name="export_csv"),
    path("exports/responses.xlsx", reporting.export_xlsx, name="export_xlsx"),
    path("exports/workbook.xlsx", reporting.workbook, name="workbook"),
]
