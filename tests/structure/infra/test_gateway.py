"""What stands before the functions: its answers, its limits, its log, and the addresses that the
provider is given."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from app import app
from chalicelib import urls, wiring
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.providers.twilio import twiml
from infra.local import switchboard
from infra.local.provider import overrides
from tests.structure.deployed import (
    CONFIG,
    QUEUE_READERS,
    RESOURCES,
    TEMPLATE,
    logical,
    of_type,
)
from tests.structure.sources import ROOT

API = RESOURCES["RestAPI"]["Properties"]
ANSWERS: dict[str, dict[str, Any]] = API["GatewayResponses"]


def words(html: str) -> str:
    """What a person reads of a page's own part, with the addresses it leads to."""
    [main] = re.findall("<main>(.*)</main>", html, re.DOTALL)
    said = re.sub(r'<a href="([^"]+)">', r" \1 ", main)
    return " ".join(re.sub("<[^>]+>", " ", said).split())


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_the_gateway_answers_is_a_guarded_page_of_our_own(kind: str) -> None:
    answer = ANSWERS[kind]
    headers = answer["ResponseParameters"]["Headers"]
    assert {value[0] + value[-1] for value in headers.values()} == {"''"}
    sent = {name: value[1:-1] for name, value in headers.items()}
    guarded = http.page("").headers
    assert {name: guarded[name] for name in sent.keys() & guarded.keys()} == {
        name: value for name, value in sent.items() if name in guarded
    }
    assert guarded.keys() - sent.keys() == {"Content-Security-Policy"}
    [html] = answer["ResponseTemplates"].values()
    assert "default-src 'none'" in html
    assert not re.search(r"[#$\\]", html)  # what the gateway would take for a variable


def test_the_gateways_words_are_the_functions_own() -> None:
    rules = wiring.rules()
    own = {
        "DEFAULT_4XX": rendering.unknown(rules),
        "MISSING_AUTHENTICATION_TOKEN": rendering.unknown(rules),
        "REQUEST_TOO_LARGE": rendering.too_long(rules),
        "THROTTLED": rendering.trouble(rules),
        "QUOTA_EXCEEDED": rendering.trouble(rules),
        "DEFAULT_5XX": rendering.trouble(rules),
    }
    said = {
        kind: answer["ResponseTemplates"]["application/json"] for kind, answer in ANSWERS.items()
    }
    assert {kind: words(html) for kind, html in said.items()} == {
        kind: words(html) for kind, html in own.items()
    }


def test_an_address_that_the_gateway_does_not_have_is_not_found_rather_than_forbidden() -> None:
    codes = {
        kind: answer["StatusCode"] for kind, answer in ANSWERS.items() if "StatusCode" in answer
    }
    assert codes == {"MISSING_AUTHENTICATION_TOKEN": "404"}  # the others keep their own


def test_there_is_one_stage_and_not_sams_own_beside_it() -> None:
    assert TEMPLATE["Globals"]["Api"] == {"OpenApiVersion": "2.0"}


def test_reports_of_mail_begin_only_when_their_topic_takes_them() -> None:
    [destination] = of_type("AWS::SES::ConfigurationSetEventDestination").values()
    policy = RESOURCES[destination["DependsOn"]]
    topic = destination["Properties"]["EventDestination"]["SnsDestination"]["TopicARN"]
    assert policy["Type"] == "AWS::SNS::TopicPolicy"
    assert policy["Properties"]["Topics"] == [topic]


WEBHOOKS = sorted(
    (path, method)
    for path, methods in app.routes.items()
    for method in methods
    if path.startswith(("/sms/", "/voice/", "/receipts/"))
)
API_STAGE = RESOURCES["RestAPI"]["Properties"]
LIMITS = {
    (row["ResourcePath"], row["HttpMethod"]): row["ThrottlingRateLimit"]
    for row in API_STAGE["MethodSettings"]
}


@pytest.mark.parametrize(("path", "method"), WEBHOOKS)
def test_what_the_provider_calls_has_a_limit_of_its_own_above_the_pages(
    path: str, method: str
) -> None:
    named = (f"/{path.replace('/', '~1')}", method)
    assert LIMITS[named] > LIMITS["/*", "*"]


def test_nothing_else_has_a_limit_of_its_own() -> None:
    assert len(LIMITS) == len(WEBHOOKS) + 1


def test_the_firewall_is_off_unless_asked_for_and_lets_the_provider_pass() -> None:
    assert TEMPLATE["Parameters"]["RequestsAnAddress"]["Default"] == 0
    for name in ("Firewall", "FirewallOfApi"):
        assert RESOURCES[name]["Condition"] == "HasFirewall"
    [rule] = RESOURCES["Firewall"]["Properties"]["Rules"]
    scope = rule["Statement"]["RateBasedStatement"]["ScopeDownStatement"]
    exempt = scope["NotStatement"]["Statement"]["RegexMatchStatement"]["RegexString"]
    stage = CONFIG["api_gateway_stage"]
    for path in app.routes:
        for asked in (path, f"/{stage}{path}"):
            assert bool(re.match(exempt, asked)) == (path in dict(WEBHOOKS)), asked


def test_no_concurrency_is_kept_unless_asked_for() -> None:
    assert TEMPLATE["Parameters"]["ReservedForWeb"]["Default"] == 0
    kept = RESOURCES["APIHandler"]["Properties"]["ReservedConcurrentExecutions"]["Fn::If"]
    assert kept[0] == "KeepsForWeb"
    assert kept[2] == {"Ref": "AWS::NoValue"}


@pytest.mark.parametrize("function", QUEUE_READERS)
def test_a_queue_cannot_take_all_functions_for_itself(function: str) -> None:
    [source] = RESOURCES[logical(function)]["Properties"]["Events"].values()
    assert 2 <= source["Properties"]["ScalingConfig"]["MaximumConcurrency"] <= 5


def test_the_access_log_says_the_route_and_neither_path_nor_address() -> None:
    written = json.loads(API_STAGE["AccessLogSetting"]["Format"])
    assert written["route"] == "$context.resourcePath"
    for kept_out in ("$context.path", "sourceIp", "userAgent", "requestOverride"):
        assert kept_out not in json.dumps(written)
    group = RESOURCES[API_STAGE["AccessLogSetting"]["DestinationArn"]["Fn::GetAtt"][0]]
    assert group["Properties"]["RetentionInDays"] == 365


@pytest.mark.parametrize("document", ["README.md", "docs/runbook.md"])
def test_the_addresses_that_documents_give_are_set_as_they_were_tried(document: str) -> None:
    said = (ROOT / document).read_text("utf-8")
    for path in (urls.TEXT_IN, urls.CALL_IN):
        assert f"https://HOST{path}{twiml.OVERRIDES}`" in said
    assert switchboard.OVERRIDES == twiml.OVERRIDES


def test_all_tries_fit_into_the_time_that_the_provider_has() -> None:
    """https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides"""
    _, found = overrides.split(f"https://hotline.example{urls.CALL_IN}{twiml.OVERRIDES}")
    assert found.retried == {"4xx", "5xx", "ct", "rt"}
    assert (found.retries + 1) * found.read < found.total == 15.0
