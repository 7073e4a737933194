from django.urls import path

from config.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("<int:pk>/reactivate/", views.reactivate, name="reactivate"),
    path("<int:pk>/forget-second-factor/", views.forget_second_factor, name="forget_second_factor"),
    path("<int:pk>/send-link/", views.send_link, name="send_link"),
]
