"""One theme, with colours that stay apart for colour-blind eyes and reach AA contrast on the panel."""

from textual.theme import Theme

FOCUS = "#ffdd00"  # black on this is the GOV.UK focus style, 14.5:1
INFORMATION = "#56B4E9"  # 7.0:1 on the panel
DANGER = "#f47738"  # 5.8:1 on the panel
PANEL = "#1c2126"

FAMILY_CONTEXT = Theme(
    name="family-context",
    primary=INFORMATION,
    secondary="#b1b4b6",
    accent=INFORMATION,
    warning=FOCUS,
    error=DANGER,
    success=INFORMATION,
    foreground="#f3f2f1",
    background="#14181c",
    surface=PANEL,
    panel="#2a3138",
    dark=True,
    variables={
        "block-cursor-background": FOCUS,
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#3b444d",
        "border": FOCUS,
        "input-cursor-background": FOCUS,
        "input-cursor-foreground": "#000000",
        "input-selection-background": FOCUS,
        "input-selection-foreground": "#000000",
        "muted": "#a9b2ba",  # labels and sources: 7.9:1 on the background, 6.6:1 on the panel's
    },
)
