"""Authorities and certificates for tests: right ones, and ones that nobody should take."""

from datetime import UTC, datetime, timedelta

from deploy.certificates import CERTIFICATE, KEY, new_authority, pem, signed

DAY = timedelta(days=1)


class Authority:
    """Signs certificates for servers; its own is in `ca_file`."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.pair = new_authority(datetime.now(UTC))
        self.ca_file = folder / "ca.pem"
        self.ca_file.write_bytes(pem(self.pair.certificate))

    def prove(self, folder, *names, began=timedelta(0), lasts=DAY):
        """Put a certificate for these names into a folder, in the place of one that is there."""
        folder.mkdir(parents=True, exist_ok=True)
        signed(self.pair, names, datetime.now(UTC) - began, lasts).write(folder)
        return {"cert_file": str(folder / CERTIFICATE), "key_file": str(folder / KEY)}

    def ended(self, folder, *names):
        """A certificate that held until yesterday."""
        return self.prove(folder, *names, began=3 * DAY, lasts=2 * DAY)
