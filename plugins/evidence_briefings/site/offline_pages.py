"""The page "Reading without a signal": what is kept on this device, and what could be."""

from __future__ import annotations

from .addresses import Links, address
from .page import Maker, Page

SCRIPT = "offline.js"
STYLE = "offline.css"


class OfflineMaker(Maker):
    """Makes the page. What a device holds only the device knows: the script asks the worker, and fills it in."""

    def offline(self) -> Page:
        """Return the page that readers see, too, where there is no signal and what they asked for is not kept."""
        _ = self.wording.gettext
        links = Links(address("offline", self.language), self.language)
        return self.page(
            "offline",
            (),
            "offline",
            _("Reading without a signal"),
            {"root": links.to("x").removesuffix("x")},
            description=_("Keep briefings on this phone or computer, and read them where there is no signal."),
            about={"styles": [STYLE], "scripts": [SCRIPT]},
        )
