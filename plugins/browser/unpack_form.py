# ruff: noqa: INP001 (a script, no module)
"""Take Decap CMS out of its npm package, which ``make form`` fetched, and put it where ``briefings edit`` has it.

``decap-cms.json`` beside it names the version and what the package and the file must hash to. For another version,
change ``version`` there and run ``make form ACCEPT=--accept``: the hashes are written anew.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import sys
import tarfile
from pathlib import Path

FILES = Path(__file__).parent.parent / "evidence_briefings" / "editor" / "files"


def main(package: str, *options: str) -> str | None:
    """Write the file and its licences; return what is wrong, if anything is."""
    pinned = json.loads((FILES / "decap-cms.json").read_text(encoding="utf-8"))
    content = Path(package).read_bytes()
    with tarfile.open(package) as archive:
        read = {
            name: archive.extractfile(f"package/{name}") for name in (pinned["file"], f"{pinned['file']}.LICENSE.txt")
        }
        script, licences = (file.read() for file in read.values() if file is not None)
    found = {
        "integrity": f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}",
        "sha256": hashlib.sha256(script).hexdigest(),
    }
    if "--accept" in options:
        (FILES / "decap-cms.json").write_text(json.dumps(pinned | found, indent=2) + "\n", encoding="utf-8")
    elif any(pinned[name] != value for name, value in found.items()):
        return (
            f"{package} is not the {pinned['name']} {pinned['version']} that decap-cms.json names: nothing was changed"
        )
    (FILES / "decap-cms.js.gz").write_bytes(gzip.compress(script, mtime=0))
    (FILES / pinned["licences"]).write_bytes(licences)
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
