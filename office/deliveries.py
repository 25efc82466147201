"""Everything that a worker does beside its jobs: what the clock asks for, and what follows from changes."""

from __future__ import annotations

from office.crm.sync import send_crm
from office.jobs import ask_scheduled
from office.opening import Office
from office.outbox import deliver
from office.outside.mails import send_mails
from office.outside.webhooks import send_webhooks
from office.retention import forget_old


def send_and_ask(office: Office) -> int:
    """Ask for the jobs whose time has come and do what waits in the outbox; return how many things were done.

    What has had its time is forgotten too; that is nothing for anybody to wait for.
    """
    forget_old(office)
    return ask_scheduled(office) + deliver(office) + send_webhooks(office) + send_mails(office) + send_crm(office)
