"""Amounts as people write them in Sweden."""

from decimal import Decimal


def kronor(amount: Decimal) -> str:
    """12 500 kronor, or 12 500,50 kronor; the spaces do not break."""
    text = f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",").removesuffix(",00")
    return f"{text} kronor"
