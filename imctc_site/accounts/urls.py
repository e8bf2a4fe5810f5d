from django.urls import path

from imctc_site.accounts import views

urlpatterns = [
    path("second-factor/", views.second_factor, name="second-factor"),
    path("second-factor/skip/", views.skip, name="second-factor-skip"),
    path("second-factor/leave/", views.leave, name="second-factor-leave"),
    path("account/", views.account, name="account"),
    path("account/codes.txt", views.codes_file, name="recovery-codes"),
]
