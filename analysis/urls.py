from django.urls import path

from analysis import views

app_name = "analysis"

urlpatterns = [
    path("report/", views.whole_report, name="report"),
    path("report/report.json", views.report_json, name="report_json"),
    path("report/reconciliation/", views.compared, name="reconciliation"),
    path("report/<slug:table_id>/", views.table, name="table"),
    path("exports/", views.exports, name="exports"),
    path("exports/responses.csv", views.export_csv, name="export_csv"),
    path("exports/responses.xlsx", views.export_xlsx, name="export_xlsx"),
    path("exports/workbook.xlsx", views.workbook, name="workbook"),
]
