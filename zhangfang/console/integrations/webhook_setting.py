"""An administrator says who is told of what, and has it told again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection

from zhangfang.console.integrations import signing
from zhangfang.console.integrations.outside import RefusedAddressError, read_url
from zhangfang.console.integrations.webhook_news import begin_here
from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.staff import deeds
from zhangfang.console.staff.access import SignedIn
from zhangfang.store import deliveries, webhooks
from zhangfang.store.database import Database
from zhangfang.store.deliveries import Delivery
from zhangfang.store.moments import sortable, stamp
from zhangfang.store.webhooks import Secret, Webhook

WEBHOOK_CHANGED = "webhook_changed"
"""The kind of the event, in the administrator's own record."""

OLD_SECRET_FOR = timedelta(hours=24)
"""How long the old secret signs along after a new one was made."""

MOST_OLD_SECRETS = 4
"""That sign along, however often it is renewed in a day."""

REFUSED = "地址要用 https:// 开头，公网能访问；只有本机（127.0.0.1、localhost）可以用 http://。"


class Made(NamedTuple):
    """A webhook and its secret, which is shown this once."""

    webhook: Webhook
    secret: str


def make(database: Database, who: SignedIn, url: str, topics: Sequence[str], now: datetime) -> Made:
    """Have an address told of what happens from now on.

    Raises:
        BadFieldError: the desk does not call this address.
    """
    try:
        read_url(url)
    except RefusedAddressError:
        raise BadFieldError("url", REFUSED) from None
    chosen, secret = list(dict.fromkeys(topics)), signing.new_secret()
    with database.write() as connection:
        if not webhooks.active(connection):
            begin_here(connection)
        made = webhooks.add(connection, uuid4().hex, url, chosen, who.id, stamp(now))
        webhooks.put_secrets(connection, made.id, [Secret(secret)])
        _record(connection, who, "made", made, now)
    return Made(made, secret)


def renew_secret(database: Database, who: SignedIn, webhook: str, now: datetime) -> Made:
    """A new secret; those before it sign along, each for a day after another took its place.

    Raises:
        NothingThereError: there is no such webhook, or it is told no more.
    """
    secret = signing.new_secret()
    with database.write() as connection:
        found = _told(connection, webhook)
        until = sortable(now + OLD_SECRET_FOR)
        before = webhooks.secrets_of(connection, webhook, now)[:MOST_OLD_SECRETS]
        along = [Secret(it.text, it.until or until) for it in before]
        webhooks.put_secrets(connection, webhook, [Secret(secret), *along])
        _record(connection, who, "secret_renewed", found, now)
    return Made(found, secret)


def end(database: Database, who: SignedIn, webhook: str, now: datetime) -> None:
    """Tell it no more, and nothing of what waits.

    Raises:
        NothingThereError: there is no such webhook, or it is told no more.
    """
    with database.write() as connection:
        found = _told(connection, webhook)
        webhooks.end(connection, webhook)
        deliveries.give_up(connection, webhook)
        _record(connection, who, "ended", found, now)


def replay(database: Database, who: SignedIn, delivery: str, now: datetime) -> Delivery:
    """Tell it again, with the same id and body.

    Raises:
        NothingThereError: there is no such delivery, or its webhook is told no more.
    """
    with database.write() as connection:
        found = deliveries.of(connection, delivery)
        if found is None:
            raise NothingThereError
        webhook = _told(connection, found.webhook)
        deliveries.again(connection, delivery, now)
        _record(connection, who, "replayed", webhook, now, delivery=delivery)
        after = deliveries.of(connection, delivery)
    assert after is not None
    return after


def _told(connection: Connection, webhook: str) -> Webhook:
    found = webhooks.of(connection, webhook)
    if found is None or not found.active:
        raise NothingThereError
    return found


def _record(
    connection: Connection,
    who: SignedIn,
    what: str,
    webhook: Webhook,
    now: datetime,
    **more: str,
) -> None:
    about = {"id": webhook.id, "url": webhook.url, "topics": list(webhook.topics)}
    deeds.record(connection, who, WEBHOOK_CHANGED, now, {"what": what}, webhook=about, **more)
