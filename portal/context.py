"""What every page knows of the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The operator and the registration numbers that the footer prints where they are set."""
    return {
        "site": {
            "address": settings.SITE_ADDRESS,
            "operator": settings.SITE_OPERATOR,
            "icp_number": settings.ICP_NUMBER,
            "public_security_number": settings.PUBLIC_SECURITY_NUMBER,
        }
    }
