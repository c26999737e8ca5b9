"""Reports that are internally consistent, of any size, in the layouts and words of several provinces.

`generate(size, seed, style)` draws true values in 分, rounds them table by table as a real conversion
from 元 does, and writes tables and narrative. With `slips` it puts errors in and says which.
"""

from tests.generate.draft import Draft, Slip
from tests.generate.report import generate
from tests.generate.style import STYLES, Style, variant

__all__ = ["STYLES", "Draft", "Slip", "Style", "generate", "variant"]
