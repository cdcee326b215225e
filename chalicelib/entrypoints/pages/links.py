"""Mailed links: the page of one to-do. GET shows it and never acts; POST acts, once."""

from __future__ import annotations

from chalice.app import Blueprint, Response

from chalicelib import urls
from chalicelib.entrypoints.http import ANY, body_of, is_navigated
from chalicelib.entrypoints.pages import todo_pages
from chalicelib.entrypoints.pages.members import with_error_pages
from chalicelib.entrypoints.pages.todo_pages import MailedLink
from chalicelib.usecases.services import Services

routes = Blueprint(__name__)


@routes.route(urls.LINK, methods=["GET"], content_types=ANY)
@with_error_pages
def show(services: Services, token: str) -> Response:
    navigated = is_navigated(routes.current_request)
    return todo_pages.show(MailedLink(services, token, navigated))


@routes.route(urls.LINK_RECORDING, methods=["GET"], content_types=ANY)
@with_error_pages
def play(services: Services, token: str, call: str, turn: str) -> Response:
    view = MailedLink(services, token).open()
    return todo_pages.playback(services, view, call, turn)


@routes.route(urls.LINK, methods=["POST"], content_types=ANY)
@with_error_pages
def post(services: Services, token: str) -> Response:
    body = body_of(routes.current_request)
    return todo_pages.post(MailedLink(services, token, navigated=True), body)
