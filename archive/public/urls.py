"""Addresses of the public pages, the same in every language."""

app_name = "archive"
urlpatterns = []
