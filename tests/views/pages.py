"""Pages as a reader sees them: asked with the real client, looked at as a tree."""

from lxml import html


def ask(client, address, language="en", status=200):
    """The page at an address, in a language."""
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == status
    return html.fromstring(response.content.decode())


def words(node):
    """What a reader reads there, spaces made single."""
    return " ".join(node.text_content().split())


def having(node, name, tag="*"):
    """The elements that carry a class."""
    return node.xpath(f".//{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def links(node, text=""):
    """The addresses of the links, or of those that hold the text."""
    return [link.get("href") for link in node.xpath(".//a[@href]") if text in words(link)]
