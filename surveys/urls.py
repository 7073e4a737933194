from django.urls import path

from surveys.views import pages, reading, sections, sending

app_name = "surveys"

urlpatterns = [
    path("answer/<uuid:public_id>/", pages.go_on, name="next"),
    path("answer/<uuid:public_id>/page/<slug:code>/", pages.page, name="page"),
    path("answer/<uuid:public_id>/page/<slug:code>/draft/", pages.draft, name="draft"),
    path("answer/<uuid:public_id>/later/", sections.later, name="later"),
    path("answer/<uuid:public_id>/sections/", sections.overview, name="sections"),
    path("answer/<uuid:public_id>/sections/<slug:code>/hand-over/", sections.hand_over, name="hand_over"),
    path("answer/<uuid:public_id>/sections/<slug:code>/handed-over/", sections.handed_over, name="handed_over"),
    path("answer/<uuid:public_id>/sections/<slug:code>/take-back/", sections.take_back, name="take_back"),
    path("answer/<uuid:public_id>/give-back/", sections.give_back, name="give_back"),
    path("answer/<uuid:public_id>/check/", sending.check, name="check"),
    path("answer/<uuid:public_id>/receipt/", sending.receipt, name="receipt"),
    path("answer/<uuid:public_id>/change/", sending.change, name="change"),
    path("answer/<uuid:public_id>/answers/", sending.answers, name="answers"),
    path("answer/<uuid:public_id>/answers.pdf", sending.answers_pdf, name="answers_pdf"),
    path("questionnaire/<slug:code>/", reading.questionnaire, name="questionnaire"),
    path("questionnaire/<slug:code>/questionnaire.pdf", reading.questionnaire_pdf, name="questionnaire_pdf"),
]
