"""The images that compose.yaml takes from elsewhere, each at one exact version, and what may stand in for it in tests.

A machine that reaches no image registry may have the series only (`postgres:17`). Tests run on that, operators never.
"""

import re
import shutil
import subprocess

from deploy.local import ROOT

STAND_INS = {
    "PYTHON_IMAGE": "python:3.13-slim-trixie",
    "BROKER_IMAGE": "nats:2-alpine",
    "POSTGRES_IMAGE": "postgres:17",
}
"""By the variable of compose.yaml that names the image."""
PINNED = dict(re.findall(r"\$\{(\w+_IMAGE):-([^}]+)\}", (ROOT / "compose.yaml").read_text("utf-8")))


def images_here():
    """By variable, the image to run here: the pinned one, but where only its stand-in is on this machine."""
    return {name: _here(image, STAND_INS[name]) for name, image in PINNED.items()}


def _here(image, stand_in):
    return stand_in if is_here(stand_in) and not is_here(image) else image


def is_here(image):
    """Whether the image is on this machine, as far as a Docker client can tell."""
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "image", "inspect", image], capture_output=True, check=False).returncode == 0
