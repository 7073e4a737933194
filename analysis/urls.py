from django.urls import path

from analysis.views import beside_others, reporting

app_name = "analysis"

urlpatterns = [
    path("answer/<uuid:public_id>/beside-others/", beside_others.page, name="beside_others"),
    path("report/", reporting.whole_report, name="report"),
    path("report/report.json", reporting.report_json, name="report_json"),
    path("report/reconciliation/", reporting.compared, name="reconciliation"),
    path("report/<slug:table_id>/", reporting.table, name="table"),
    path("exports/", reporting.exports, name="exports"),
    path("exports/responses.csv", reporting.export_csv, name="export_csv"),
    path("exports/responses.xlsx", reporting.export_xlsx, name="export_xlsx"),
    path("exports/workbook.xlsx", reporting.workbook, name="workbook"),
]
