"""Addresses: each part under its own unaccented Vietnamese path."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
