"""Every way in is guarded or public by name."""

import ast

import pytest

from app import app
from chalicelib.entrypoints.pages.routes import METHODS, view
from tests.structure.sources import ROOT, below, modules

# What anybody may ask for, and why.
PUBLIC = {
    ("/", "GET"): "the hotline's own page",
    ("/healthz", "GET"): "says that it is alive and nothing else",
    ("/favicon.ico", "GET"): "says that there is none",
    ("/static/hotline.css", "GET"): "the style of the pages",
    ("/static/hotline.js", "GET"): "keeps a form while it is typed; the same for everybody",
    ("/tep/{code}/{file}", "GET"): "how a file stands, by its random id; nothing of its content",
    **{("/{proxy+}", method): "says that there is no such page" for method in METHODS},
    ("/van-phong/vao", "POST"): "asks for a mailed link; the same page for every address",
    ("/van-phong/ma", "POST"): "tries a code; the same page for whatever is wrong",
}
# What is opened by a token in its own address, which the view asks for.
BY_TOKEN = {("/viec/{token}", "GET"), ("/viec/{token}", "POST")}
BY_TOKEN |= {("/danh-gia/{token}", "GET"), ("/danh-gia/{token}", "POST")}
BY_TOKEN |= {("/bao-cao/{token}", "GET"), ("/bao-cao/{token}/tong-quan", "GET")}
BY_TOKEN |= {("/viec/{token}/xong/{done}", "GET")}
BY_TOKEN |= {("/viec/{token}/ghi-am/{call}/{turn}", "GET")}
BY_TOKEN |= {("/viec/{token}/tep", "GET"), ("/viec/{token}/tep/{file}", "GET")}
BY_TOKEN |= {("/viec/{token}/nguoi-phan-anh", way) for way in ("GET", "POST")}
BY_TOKEN |= {("/viec/{token}/dang-nhap", "GET"), ("/viec/{token}/dang-nhap", "POST")}
BY_TOKEN |= {("/viec/{token}/lien-ket-moi", "GET"), ("/viec/{token}/lien-ket-moi", "POST")}
BY_TOKEN |= {("/viec/{token}/dia-chi", "GET"), ("/viec/{token}/dia-chi", "POST")}
BY_TOKEN |= {("/tiep-nhan/{token}", "GET"), ("/tiep-nhan/{token}", "POST")}
BY_TOKEN |= {("/tiep-nhan/{token}/xong/{code}", "GET")}
BY_TOKEN |= {("/van-phong/vao/{token}", "GET"), ("/van-phong/vao/{token}", "POST")}
GUARDS = {"provider", "session"}
PROVIDERS_PATHS = ("/sms/", "/voice/", "/receipts/")

ROUTES = [
    (path, method, entry) for path, ways in app.routes.items() for method, entry in ways.items()
]
IDS = [f"{method} {path}" for path, method, _ in ROUTES]
EVERY = pytest.mark.parametrize(("path", "method", "entry"), ROUTES, ids=IDS)


def verified_by(entry) -> str | None:
    """How the request is verified before the view sees it. A page's view is imported when it is
    asked for."""
    answers = entry.view_function
    found = view(answers.__name__) if "." in answers.__name__ else answers
    return getattr(found, "verified_by", None)


@EVERY
def test_every_route_is_verified_behind_a_token_or_public_by_name(path, method, entry):
    guarded = verified_by(entry)
    ways = [guarded in GUARDS, (path, method) in PUBLIC, (path, method) in BY_TOKEN]
    assert ways.count(True) == 1


@EVERY
def test_what_a_provider_calls_is_verified_as_the_providers(path, method, entry):
    guarded = verified_by(entry)
    assert path.startswith(PROVIDERS_PATHS) == (guarded == "provider")


@EVERY
def test_no_content_type_is_refused_before_our_own_code_has_seen_the_request(path, method, entry):
    assert entry.content_types == ["*/*"]


@EVERY
def test_no_route_invites_other_sites_or_has_a_key_instead_of_a_guard(path, method, entry):
    assert entry.cors is None
    assert not entry.api_key_required
    assert entry.authorizer is None


def test_the_lists_name_nothing_that_is_not_there():
    there = {(path, method) for path, method, _ in ROUTES}
    assert there >= set(PUBLIC) | BY_TOKEN


def test_errors_are_never_shown_with_their_traces():
    assert app.debug is False


# fmt: off
HANDLERS = (
    "schedule", "on_sqs_message", "on_sns_message", "on_dynamodb_record", "on_cw_event",
    "on_s3_event", "on_kinesis_record", "on_ws_message", "lambda_function", "middleware",
    "authorizer",
)
# fmt: on


def test_event_handlers_live_in_the_entrypoints_alone():
    found = [
        f"{name}:{node.lineno} {node.attr}"
        for name in below("chalicelib")
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.Attribute)
        and node.attr in HANDLERS
        and isinstance(node.value, ast.Name)
        and node.value.id in ("routes", "app", "blueprint")
    ]
    assert found == []


def test_an_event_handler_is_one_line():
    functions = [n for n in modules()["app"].body if isinstance(n, ast.FunctionDef)]
    assert functions
    assert [f.name for f in functions if len(f.body) != 1] == []


def test_no_view_and_no_template_names_a_role():
    """They ask for a right, so that a role nobody thought of may nothing."""
    naming = [
        name
        for name in below("chalicelib.entrypoints")
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.Name) and node.id == "Role"
    ]
    templates = sorted((ROOT / "chalicelib/entrypoints").rglob("*.html"))
    naming += [path.name for path in templates if ".role" in path.read_text("utf-8")]
    assert templates
    assert naming == []
