"""`roundsman connect`: who is told of changes by webhooks, and by which server mail is sent."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import enter, say, workspace_option
from commands.verbs import Group
from office.outside.mails import choose_mails, list_mails, save_mail_server
from office.outside.provider import Provider, remove_provider, save_provider
from office.outside.webhooks import add_webhook, list_webhooks, remove_webhook
from office.values import MailServer


@click.group(cls=Group)
def command() -> None:
    """Tell other programs of changes (webhooks), and send mail."""


@command.group("webhook", cls=Group)
def webhook() -> None:
    """Addresses that are told of changes."""


@webhook.command("add")
@click.argument("url")
@click.option("--verb", "verbs", multiple=True, help="Only of changes by this verb, such as publish_plan.")
@workspace_option
def add(*, url: str, verbs: tuple[str, ...], folder: Path) -> None:
    """Tell URL of changes from now on; the key that signs messages is shown this once."""
    office, who = enter(folder)
    hook, key = add_webhook(office, who, url, verbs)
    say(f"Webhook {hook.id}; its key is shown this once:")
    click.echo(key)


@webhook.command("list")
@workspace_option
def list_(*, folder: Path) -> None:
    """Show the addresses that are told."""
    office, who = enter(folder)
    for hook in list_webhooks(office, who):
        click.echo(f"{hook.id} {hook.url} {' '.join(hook.verbs) or '(everything)'}")


@webhook.command("remove")
@click.argument("number", type=int)
@workspace_option
def remove(*, number: int, folder: Path) -> None:
    """Tell an address no more."""
    office, who = enter(folder)
    remove_webhook(office, who, number)


@command.command("provider")
@click.argument("issuer", required=False)
@click.option("--client", "client_id", default="", help="What this server is called at the provider.")
@click.option("--variable", default="", help="The variable ROUNDSMAN_SECRET_… that holds the secret, if there is one.")
@click.option("--label", default="", help="What the button on the page to sign in says.")
@click.option("--remove", is_flag=True, help="Let nobody sign in by a provider any more.")
@workspace_option
def provider(*, issuer: str | None, client_id: str, variable: str, label: str, remove: bool, folder: Path) -> None:
    """Let people sign in by the OpenID provider at ISSUER too; they are known by their verified address."""
    if remove == bool(issuer):
        raise click.UsageError("Give ISSUER, or --remove.")
    office, who = enter(folder)
    if remove:
        remove_provider(office, who)
        return
    save_provider(office, who, Provider(issuer or "", client_id, variable, label))
    say("Where people come back to, to be named at the provider: …/login/provider/back")


@command.command("mail")
@click.argument("host")
@click.option("--port", type=click.IntRange(1, 65535), default=587, show_default=True)
@click.option("--security", type=click.Choice(["tls", "starttls", "none"]), default="starttls", show_default=True)
@click.option("--login", default="")
@click.option("--variable", default="", help="The variable ROUNDSMAN_SECRET_… of the server that holds the password.")
@click.option("--from", "sender", required=True, help="The address that mail comes from.")
@click.option("--base", required=True, help="The address at which people reach the pages.")
@workspace_option
def mail(
    *, host: str, port: int, security: str, login: str, variable: str, sender: str, base: str, folder: Path
) -> None:
    """Send mail by HOST from now on; without --variable the password is asked for and kept in the file of secrets."""
    office, who = enter(folder)
    password = click.prompt("Password", hide_input=True, err=True) if login and not variable else ""
    save_mail_server(office, who, MailServer(host, port, security, login, variable, sender, base), password)


@command.command("mails")
@click.option("--want", "wanted", multiple=True, help="Get this kind of mail from now on, and none that is not named.")
@click.option("--none", "nothing", is_flag=True, help="Get no mail.")
@workspace_option
def mails(*, wanted: tuple[str, ...], nothing: bool, folder: Path) -> None:
    """Show the kinds of mail that you (--as) get, or choose them."""
    if wanted and nothing:
        raise click.UsageError("Give --want or --none, not both.")
    office, who = enter(folder)
    found = choose_mails(office, who, wanted) if wanted or nothing else list_mails(office, who)
    for kind, is_wanted in found.items():
        click.echo(f"{kind} {'yes' if is_wanted else 'no'}")
