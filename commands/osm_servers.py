"""Which servers of OpenStreetMap data a verb downloads from."""

from __future__ import annotations

from collections.abc import Callable

import click

from routing.osm import OsmServers


def osm_options(function: Callable[..., None]) -> Callable[..., None]:
    """Let a verb that downloads be sent to other servers of OpenStreetMap data."""
    public = OsmServers()
    function = click.option("--overpass", default=public.overpass, show_default=True, help="Where roads come from.")(
        function
    )
    return click.option("--nominatim", default=public.nominatim, show_default=True, help="Where places are looked up.")(
        function
    )
