from django.urls import path

from surveys import views

app_name = "surveys"

urlpatterns = [
    path("answer/<uuid:public_id>/", views.go_on, name="next"),
    path("answer/<uuid:public_id>/page/<slug:code>/", views.page, name="page"),
    path("answer/<uuid:public_id>/check/", views.check, name="check"),
    path("answer/<uuid:public_id>/receipt/", views.receipt, name="receipt"),
]
