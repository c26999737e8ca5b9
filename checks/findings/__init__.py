"""Verdicts → Audit: what a reviewer steps through.

Comes in: report, relations, verdicts, rule book. Goes out: the Audit, with every break under its root
cause, tails by their roots, and what was not checked. Before this room: `checks.verdicts`; after it:
`checks.review` and `checks.output`. Inside, in the order of the work:

    judged        a verdict as a person reads it; severity: how much it matters
    percentages   a percentage solved for any of its sides
    evidence      what a relation accepts for each of its figures
    bench         the checks around what is broken, and the corrections assumed so far
    candidates    what else a figure might have been; likeness: the slips that lead there
    appraisal     how suspect a figure is
    suspects      the fewest figures whose change lets everything hold
    agreement     who else states the quantity
    diagnosis     how the error may have come about
    causes        a root as a finding; tails: the roots of rounding tails
    strangers     tables that agree with nothing
    coverage      what was checked, and why the rest was not
    fingerprint   a finding's name for life
    assemble      all of it, in order
"""

from checks.findings.assemble import find

__all__ = ["find"]
