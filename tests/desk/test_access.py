import pytest
from merchant import Merchant
from own_record import on_disk

CALLS = [("GET", "/messages"), ("POST", "/messages"), ("GET", "/case"), ("GET", "/stream")]
BODY = {"client_message_id": "a", "text": "在吗"}


@pytest.fixture
async def other(http) -> Merchant:
    return await Merchant.arrives(http)


@pytest.mark.parametrize(("method", "call"), CALLS)
async def test_every_call_asks_for_the_conversation_s_own_token(merchant, other, method, call):
    async def status(path, headers):
        body = BODY if method == "POST" else None
        answer = await merchant.http.request(method, path + call, headers=headers, json=body)
        assert answer.json()["error"]["message"]
        return answer.status_code

    nowhere = "/api/v1/conversations/nobody"
    assert await status(merchant.path, {}) == 401
    assert await status(merchant.path, {"Authorization": "Bearer guessed"}) == 401
    assert await status(merchant.path, {"Authorization": "Basic eDp5"}) == 401
    assert await status(merchant.path, other.auth) == 404
    assert await status(nowhere, merchant.auth) == 404
    assert len(await merchant.sees()) == 1


async def test_the_token_itself_is_not_stored(merchant, database_file):
    token = merchant.opened["token"].encode()
    assert token not in on_disk(database_file.parent)


async def test_the_folder_of_the_data_is_for_its_owner_only(merchant, database_file):
    assert database_file.parent.stat().st_mode & 0o077 == 0
