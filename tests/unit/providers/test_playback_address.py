"""Where a recording is heard: the bucket's own host in its own region, for a few minutes."""

from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.providers.aws.files import S3Files


@pytest.mark.parametrize("region", ["ap-southeast-1", "ap-southeast-7", "ap-east-1"])
def test_the_address_names_the_region_without_which_newer_ones_refuse_it(region):
    files = S3Files("recordings", region)
    address = urlsplit(files.address("recordings/langson/abc/002-name"))
    assert address.netloc == f"recordings.s3.{region}.amazonaws.com"
    assert files.origin == f"https://{address.netloc}"
    asked = parse_qs(address.query)
    assert asked["X-Amz-Expires"] == ["300"]
    assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
