"""The Markdown and HTML of a questionnaire's texts, as the messenger's formatting or as plain words.

A text is a row of runs, each with its own styles; so no markup, however unbalanced, breaks a message.
"""

from html import escape

from usecases.marked_up import Insert, Run, marked_up, unformatted

__all__ = ["Insert", "formatted", "unformatted"]


def formatted(text: str, insert: Insert, style: str = "") -> str:
    """Return a text of a questionnaire in the messenger's HTML.

    Args:
        text: The text as its author wrote it.
        insert: What stands for a reference.
        style: The tag that all of it has, such as `b`; nothing for none.
    """
    marked = marked_up(text)
    return "".join(_tagged(run, style, marked.filled(run, insert, _safe)) for run in marked.runs)


def _safe(words: str) -> str:
    return escape(words, quote=False)


def _tagged(run: Run, style: str, html: str) -> str:
    if not run.text.strip():
        return html
    for tag in dict.fromkeys((*run.styles, *([style] if style else []))):
        html = f"<{tag}>{html}</{tag}>"
    return f'<a href="{escape(run.link)}">{html}</a>' if run.link else html
