"""What a reader sets for the whole site: the size of its text, kept in a cookie and nowhere else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

TEXT_SIZES = ("normal", "large", "larger")
A_YEAR = 365 * 24 * 3600


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember the size and go back to the page it was chosen on; a size unknown changes nothing."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    size = request.POST.get("size")
    if size in TEXT_SIZES:
        response.set_cookie("text_size", size, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response
