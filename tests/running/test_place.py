"""Where a record is said to be, on the command line."""

import pytest

from zhangfang.running.failure import Failure
from zhangfang.running.place import Place, require_address


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("postgresql://desk:s3cret@db.example.org/zhangfang", "~/.pgpass"),
        ("postgresql://desk@db.example.org/zhangfang?password=s3cret", "~/.pgpass"),
        ("mysql://desk@db.example.org/zhangfang", "postgresql://USER@HOST/DATABASE"),
        ("sqlite:///elsewhere.db", "postgresql://USER@HOST/DATABASE"),
        ("zhangfang", "postgresql://USER@HOST/DATABASE"),
    ],
)
def test_an_address_that_is_no_server_s_is_refused_before_anything_starts(address, remedy):
    with pytest.raises(Failure) as caught:
        require_address(address)
    assert remedy in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://desk@db.example.org/zhangfang?sslmode=verify-full",
        "postgresql://?service=zhangfang",
    ],
)
def test_a_server_or_a_service_will_do(address):
    require_address(address)


def test_a_folder_without_a_record_is_said_to_be_one(tmp_path):
    with pytest.raises(Failure, match="no record"):
        Place(tmp_path).require()
